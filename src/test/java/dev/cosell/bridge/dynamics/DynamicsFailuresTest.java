package dev.cosell.bridge.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DynamicsFailuresTest {

  private final DynamicsFailures failures = new DynamicsFailures();

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "400, 0x80060888, REJECTED",
        "401, -, UNAUTHORIZED",
        "403, 0x80040220, FORBIDDEN",
        "404, 0x80040217, STALE",
        "412, 0x80060882, STALE",
        "412, -, STALE",
        "412, 0x80040333, REJECTED",
        "500, 0x80040333, REJECTED",
        "413, -, REJECTED",
        "429, 0x80072322, TRANSIENT",
        "500, -, TRANSIENT",
        "502, -, TRANSIENT",
        "503, -, TRANSIENT",
        "504, -, TRANSIENT",
        "501, -, REJECTED",
        "0, -, TRANSIENT",
        "-1, -, REJECTED",
      })
  void tellsWhatFollowsFromEachRefusal(int status, @Nullable String code, Kind kind) {
    RemoteFailure failure = translated(new DataverseException(status, code, null, "words"));
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure).hasMessage("words").hasCauseInstanceOf(DataverseException.class);
  }

  @Test
  void keepsTheTimeThatDataverseAsksToWait() {
    assertThat(
            translated(new DataverseException(429, null, Duration.ofSeconds(57), "words"))
                .retryAfter())
        .isEqualTo(Duration.ofSeconds(57));
    assertThat(translated(new DataverseException(429, null, null, "words")).retryAfter()).isNull();
  }

  @Test
  void knowsOnlyItsOwnFailures() {
    assertThat(failures.translate(new IOException("somebody else's"))).isEmpty();
    assertThat(failures.translate(new IllegalStateException())).isEmpty();
  }

  private RemoteFailure translated(DataverseException refused) {
    return failures.translate(refused).orElseThrow();
  }
}
