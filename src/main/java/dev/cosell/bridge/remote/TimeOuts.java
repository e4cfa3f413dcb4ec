package dev.cosell.bridge.remote;

import java.time.Duration;

/**
 * When a client gives up waiting for a remote system.
 *
 * @param connect how long a connection may take to stand
 * @param answer longest silence on a connection that stands, before the answer and within it
 */
public record TimeOuts(Duration connect, Duration answer) {

  /** Refuses a time that would mean "for ever" to an HTTP client. */
  public TimeOuts {
    if (connect.toMillis() < 1 || answer.toMillis() < 1) {
      throw new IllegalArgumentException("time-outs have to be a millisecond at least");
    }
  }
}
