package dev.cosell.bridge.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class BackoffTest {

  @Property
  void neverShortensWhatTheOtherSideAskedFor(
      @ForAll @IntRange(max = 1000) int attempt, @ForAll @LongRange(max = 86_400) long seconds) {
    Duration asked = Duration.ofSeconds(seconds);

    assertThat(backoff(2, 3600).after(attempt, asked)).isGreaterThanOrEqualTo(asked);
  }

  @Property
  void staysBetweenThreeQuartersOfTheDoubledWaitAndTheDoubledWait(
      @ForAll @IntRange(max = 11) int attempt, @ForAll @IntRange(min = 1, max = 60) int first) {
    Duration doubled = Duration.ofSeconds((long) first << attempt);

    assertThat(backoff(first, 1_000_000).after(attempt, null))
        .isBetween(doubled.multipliedBy(3).dividedBy(4), doubled);
  }

  @Property
  void isNeverLongerThanTheLongestUnlessAsked(
      @ForAll @IntRange int attempt, @ForAll @IntRange(min = 1, max = 86_400) int longest) {
    assertThat(backoff(2, longest).after(attempt, null))
        .isBetween(
            Duration.ofSeconds(Math.min(2, longest)).multipliedBy(3).dividedBy(4),
            Duration.ofSeconds(longest));
  }

  @Property(tries = 20)
  void reachesTheLongestAfterMany(@ForAll @IntRange(min = 12) int attempt) {
    assertThat(backoff(2, 3600).after(attempt, null)).isGreaterThanOrEqualTo(minutes(45));
  }

  @Property(tries = 20)
  void doesNotWaitEquallyLongForEveryLink(@ForAll @IntRange(max = 10) int attempt) {
    Backoff backoff = backoff(2, 3600);

    assertThat(Stream.generate(() -> backoff.after(attempt, null)).limit(50).distinct())
        .hasSizeGreaterThan(10);
  }

  private static Duration minutes(int count) {
    return Duration.ofMinutes(count);
  }

  private static Backoff backoff(int first, int longest) {
    return new Backoff(Duration.ofSeconds(first), Duration.ofSeconds(longest));
  }
}
