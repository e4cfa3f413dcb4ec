package dev.cosell.bridge.remote;

import java.time.Duration;

/** Refuses settings that are out of their bounds, by their name. */
public final class TimeBounds {

  private static final Duration SHORTEST_ANSWER = Duration.ofMillis(1);

  /** A gate takes a call for lost that tried a failing system for three minutes. */
  private static final Duration LONGEST_ANSWER = Duration.ofMinutes(2);

  private TimeBounds() {}

  /**
   * Checks how long a remote system may be silent.
   *
   * @throws IllegalArgumentException when it is not one millisecond to two minutes
   */
  public static void checkAnswer(String name, Duration value) {
    check(name, value, SHORTEST_ANSWER, LONGEST_ANSWER);
  }

  /**
   * Checks a time.
   *
   * @throws IllegalArgumentException when it is shorter or longer than allowed
   */
  public static void check(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          name + " has to be between " + least + " and " + most + ", it is " + value);
    }
  }
}
