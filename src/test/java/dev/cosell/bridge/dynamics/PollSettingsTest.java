package dev.cosell.bridge.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cosell.bridge.crm.CrmPollSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class PollSettingsTest {

  @ParameterizedTest
  @CsvSource({
    "cosell.crm-poll-interval, 99ms",
    "cosell.crm-poll-interval, 25h",
    "cosell.dynamics.poll-overlap, -1s",
    "cosell.dynamics.poll-overlap, 25h",
    "cosell.dynamics.removed-interval, 999ms",
    "cosell.dynamics.removed-interval, 25h",
    "cosell.dynamics.answer-timeout, 0s",
    "cosell.dynamics.answer-timeout, 121s"
  })
  void areRefusedByNameOutOfTheirBounds(String name, String value) {
    assertThatThrownBy(() -> bind(name, value)).rootCause().hasMessageContaining(name);
  }

  @Test
  void areTakenAtTheirBounds() {
    for (String name :
        new String[] {"cosell.crm-poll-interval", "cosell.dynamics.removed-interval"}) {
      assertThat(bind(name, "1s")).isNotNull();
      assertThat(bind(name, "1d")).isNotNull();
    }
    assertThat(bind("cosell.dynamics.poll-overlap", "0s")).isNotNull();
    assertThat(bind("cosell.dynamics.answer-timeout", "1ms")).isNotNull();
    assertThat(bind("cosell.dynamics.answer-timeout", "2m")).isNotNull();
  }

  private static Object bind(String name, String value) {
    Binder binder = new Binder(new MapConfigurationPropertySource(Map.of(name, value)));
    return name.startsWith("cosell.dynamics.")
        ? binder.bindOrCreate("cosell.dynamics", DynamicsSettings.class)
        : binder.bindOrCreate("cosell", CrmPollSettings.class);
  }
}
