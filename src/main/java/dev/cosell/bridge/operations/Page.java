package dev.cosell.bridge.operations;

import java.util.List;

/**
 * One page of an answer.
 *
 * @param items what is on it
 * @param page its number, from 0
 * @param size how many items a page holds at most
 * @param total how many items there are on all pages
 */
record Page<T>(List<T> items, int page, int size, long total) {}
