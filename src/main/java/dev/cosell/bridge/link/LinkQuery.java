package dev.cosell.bridge.link;

import org.jspecify.annotations.Nullable;

/**
 * A search for links.
 *
 * @param text part of the name, referral id or record id, in any case; empty finds all
 * @param state only links that stand so; null finds all
 * @param page number of the page, from 0
 * @param size links per page
 */
public record LinkQuery(String text, @Nullable LinkState state, int page, int size) {

  String stateWord() {
    return state == null ? "" : state.word();
  }
}
