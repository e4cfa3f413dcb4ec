/**
 * The small HTTP server that every simulated system stands on: request log, faults, loopback only.
 */
@NullMarked
package dev.cosell.bridge.sandbox.http;

import org.jspecify.annotations.NullMarked;
