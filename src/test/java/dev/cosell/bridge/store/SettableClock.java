package dev.cosell.bridge.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until a test moves it. */
public final class SettableClock extends Clock {

  /** When every clock begins. */
  public static final Instant START = Instant.parse("2027-01-04T08:00:00Z");

  private Instant now = START;

  /** Moves it. */
  public synchronized void move(Duration by) {
    now = now.plus(by);
  }

  /** Sets it back to {@link #START}. */
  public synchronized void reset() {
    now = START;
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException();
  }
}
