package dev.cosell.bridge.partnercenter.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RegistrationSettingsTest {

  private static final String PREFIX = "cosell.partner-center.webhook";

  @Test
  void areOffWithoutAPublicAddress() {
    assertThat(bound(Map.of()).endpoint()).isEmpty();
    assertThat(bound(Map.of("public-url", "https://cosell.example")).endpoint())
        .contains(new Endpoint("https://cosell.example/webhooks/partner-center"));
  }

  @Test
  void wantAllReferralEventsAndTheTestEvent() {
    assertThat(bound(Map.of()).events())
        .containsExactly(
            "referral-created",
            "referral-updated",
            "related-referral-created",
            "related-referral-updated",
            "test-created");
    assertThat(bound(Map.of("events", "a, b,a,")).events()).containsExactly("a", "b");
  }

  @ParameterizedTest
  @CsvSource({
    "check-interval, 999ms",
    "check-interval, 25h",
    "heartbeat-interval, 59s",
    "heartbeat-interval, 8d",
    "events, ','"
  })
  void refuseWhatMakesNoSense(String name, String value) {
    assertThatThrownBy(() -> bound(Map.of(name, value)))
        .rootCause()
        .hasMessageStartingWith(PREFIX + "." + name);
  }

  private static RegistrationSettings bound(Map<String, String> settings) {
    MapConfigurationPropertySource source = new MapConfigurationPropertySource();
    settings.forEach((name, value) -> source.put(PREFIX + "." + name, value));
    return new Binder(source).bindOrCreate(PREFIX, RegistrationSettings.class);
  }
}
