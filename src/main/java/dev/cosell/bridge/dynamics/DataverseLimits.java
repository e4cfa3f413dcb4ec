package dev.cosell.bridge.dynamics;

import dev.cosell.bridge.remote.TimeOuts;

/**
 * How long the HTTP client waits and how many connections it holds.
 *
 * @param timeOuts until a connection stands, and of its longest silence
 * @param connections connections at most, far below the 52 at which Dataverse starts to answer 429
 */
public record DataverseLimits(TimeOuts timeOuts, int connections) {

  /** Refuses to have no connection. */
  public DataverseLimits {
    if (connections < 1) {
      throw new IllegalArgumentException("Dataverse needs a connection");
    }
  }
}
