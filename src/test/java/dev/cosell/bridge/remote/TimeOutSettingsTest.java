package dev.cosell.bridge.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cosell.bridge.partnercenter.PartnerCenterSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class TimeOutSettingsTest {

  @ParameterizedTest
  @CsvSource({
    "cosell.systems.connect-timeout, 0s, PT1M",
    "cosell.systems.connect-timeout, -5s, PT1M",
    "cosell.systems.connect-timeout, 61s, PT1M",
    "cosell.systems.token-timeout, 0s, PT1M",
    "cosell.systems.token-timeout, 61s, PT1M",
    "cosell.partner-center.answer-timeout, 0s, PT2M",
    "cosell.partner-center.answer-timeout, 121s, PT2M",
    "cosell.partner-center.webhook.certificate-timeout, 0s, PT2M",
    "cosell.partner-center.webhook.certificate-timeout, 121s, PT2M"
  })
  void areRefusedByNameAndBounds(String name, String value, String most) {
    assertThatThrownBy(() -> bound(name, value))
        .rootCause()
        .hasMessageContaining(name + " has to be between PT0.001S and " + most + ", it is ");
  }

  @Test
  void areTakenAsTheyAreSaid() {
    SystemsSettings systems =
        Gates.settings(
            Map.of("cosell.systems.connect-timeout", "1ms", "cosell.systems.token-timeout", "1m"));
    assertThat(systems.token()).isEqualTo(times(Duration.ofMillis(1), Duration.ofMinutes(1)));
    assertThat(systems.answering(Duration.ofSeconds(7)))
        .isEqualTo(times(Duration.ofMillis(1), Duration.ofSeconds(7)));
  }

  @Test
  void areGenerousWhenNothingIsSaid() {
    assertThat(Gates.settings(Map.of()).token())
        .isEqualTo(times(Duration.ofSeconds(5), Duration.ofSeconds(20)));
  }

  private static TimeOuts times(Duration connect, Duration answer) {
    return new TimeOuts(connect, answer);
  }

  private static Object bound(String name, String value) {
    Binder binder = new Binder(new MapConfigurationPropertySource(Map.of(name, value)));
    return name.startsWith("cosell.systems.")
        ? binder.bindOrCreate("cosell.systems", SystemsSettings.class)
        : binder.bindOrCreate("cosell.partner-center", PartnerCenterSettings.class);
  }
}
