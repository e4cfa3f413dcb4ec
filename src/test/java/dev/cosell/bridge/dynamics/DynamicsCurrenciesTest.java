package dev.cosell.bridge.dynamics;

import static dev.cosell.bridge.dynamics.DynamicsDeal.DOLLAR;
import static dev.cosell.bridge.dynamics.DynamicsDeal.NOW;
import static dev.cosell.bridge.dynamics.DynamicsDeal.answer;
import static dev.cosell.bridge.dynamics.DynamicsDeal.headers;
import static dev.cosell.bridge.dynamics.DynamicsDeal.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DynamicsCurrenciesTest {

  private static final DataverseAnswer DOLLARS =
      answer("{'value':[{'transactioncurrencyid':'" + DOLLAR + "','isocurrencycode':'usd'}]}");

  private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
  private final DynamicsCurrencies currencies = new DynamicsCurrencies(clock(now::get));

  private static Clock clock(InstantSource source) {
    return source.withZone(ZoneOffset.UTC);
  }

  @Test
  void asksForIdAndCodeOfEveryCurrency() {
    Map<String, Object> headers = headers(currencies::query);
    assertThat(path(headers)).isEqualTo("transactioncurrencies");
    assertThat(headers)
        .containsEntry("CamelOlingo4.$select", "transactioncurrencyid,isocurrencycode")
        .doesNotContainKeys("CamelOlingo4.$filter", "CamelOlingo4.$top");
  }

  @Test
  void translatesBothWaysWhateverTheCaseOfTheCode() {
    currencies.remember(DOLLARS);
    assertThat(currencies.id("USD")).isEqualTo(DOLLAR);
    assertThat(currencies.id("usd")).isEqualTo(DOLLAR);
    assertThat(currencies.code(DOLLAR)).isEqualTo("USD");
  }

  @Test
  void readsTheListAnewOnlyOnceForAnIdThatItDoesNotHave() {
    currencies.remember(DOLLARS);
    assertThat(currencies.code("another")).isNull();
    assertThat(currencies.areUnknown()).isTrue();

    currencies.remember(DOLLARS);
    assertThat(currencies.code("another")).isNull();
    assertThat(currencies.areUnknown()).as("asked for once").isFalse();
  }

  @Test
  void isReadOnceAnHour() {
    assertThat(currencies.areUnknown()).isTrue();
    currencies.remember(DOLLARS);
    assertThat(currencies.areUnknown()).isFalse();
    now.set(NOW.plus(Duration.ofHours(1)));
    assertThat(currencies.areUnknown()).isFalse();
    now.set(NOW.plus(Duration.ofHours(1)).plusMillis(1));
    assertThat(currencies.areUnknown()).isTrue();
    currencies.remember(DOLLARS);
    assertThat(currencies.areUnknown()).isFalse();
  }

  @Test
  void refusesACurrencyThatIsNotThereAndReadsTheListAnewNextTime() {
    currencies.remember(DOLLARS);
    assertThatExceptionOfType(RemoteFailure.class)
        .isThrownBy(() -> currencies.id("CHF"))
        .withMessageStartingWith("the currency CHF is not set up in Dynamics 365")
        .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.REJECTED));
    assertThat(currencies.areUnknown()).isTrue();
    assertThat(currencies.id("USD")).as("known ones stay known").isEqualTo(DOLLAR);
  }

  @Test
  void readsTheListAnewWhenARecordHasACurrencyThatWasAddedSince() {
    currencies.remember(DOLLARS);
    assertThat(currencies.code("")).as("a record without one").isNull();
    assertThat(currencies.areUnknown()).isFalse();
    assertThat(currencies.code(DynamicsDeal.EURO)).isNull();
    assertThat(currencies.areUnknown()).isTrue();
  }

  @Test
  void takesAnEmptyAnswerForAReadOne() {
    currencies.remember(answer("{'value':[]}"));
    assertThat(currencies.areUnknown()).isFalse();
  }
}
