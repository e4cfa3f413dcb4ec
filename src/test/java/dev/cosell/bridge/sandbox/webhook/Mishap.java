package dev.cosell.bridge.sandbox.webhook;

import java.time.Duration;

/**
 * What goes wrong with one notification of one referral.
 *
 * @param kind what goes wrong
 * @param delay how late a {@link Kind#LATE} one is, else zero
 */
public record Mishap(Kind kind, Duration delay) {

  /** What can go wrong. */
  public enum Kind {
    /** It is lost; nothing follows. */
    LOST,
    /** It is delivered twice. */
    TWICE,
    /** It is delivered late. */
    LATE,
    /** It is delivered right after the next notification of the same referral. */
    BEHIND_THE_NEXT
  }

  /** A mishap without a delay. */
  public static Mishap of(Kind kind) {
    return new Mishap(kind, Duration.ZERO);
  }

  /** Late by this time. */
  public static Mishap late(Duration delay) {
    return new Mishap(Kind.LATE, delay);
  }
}
