package dev.cosell.bridge.crm;

import java.time.Duration;

/** Refuses settings that are out of their bounds, by their name. */
public final class TimeBounds {

  private TimeBounds() {}

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
