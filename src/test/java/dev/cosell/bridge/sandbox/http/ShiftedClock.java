package dev.cosell.bridge.sandbox.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that goes wrong by a settable time. */
public final class ShiftedClock extends Clock {

  private volatile Duration shift = Duration.ZERO;

  /** Goes wrong by this time from now on, ahead of the true one when positive. */
  public void shift(Duration by) {
    shift = by;
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(shift);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  /** This clock knows no other zone. */
  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
