package dev.cosell.bridge.sandbox.http;

import java.time.Instant;

/**
 * One request and what came of it.
 *
 * @param request what was asked for
 * @param status what the simulated system made of it, whatever answer a fault gave away; 0 when a
 *     fault kept the request from it
 * @param endedAt when the answer was about to leave
 */
public record SandboxExchange(SandboxRequest request, int status, Instant endedAt) {

  private static final int FIRST_REFUSAL = 300;

  /** Whether it was carried out. */
  public boolean isCarriedOut() {
    return status > 0 && status < FIRST_REFUSAL;
  }

  /** Whether both were under way at the same time. */
  public boolean overlaps(SandboxExchange other) {
    return request.at().isBefore(other.endedAt) && other.request.at().isBefore(endedAt);
  }

  /** Whether it had come in by then and was answered later. */
  public boolean wasUnderWayAt(Instant time) {
    return !request.at().isAfter(time) && endedAt.isAfter(time);
  }
}
