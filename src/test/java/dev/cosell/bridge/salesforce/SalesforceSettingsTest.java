package dev.cosell.bridge.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.validation.ConstraintViolation;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.validation.MessageInterpolatorFactory;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

class SalesforceSettingsTest {

  private static final URI ORG = URI.create("https://contoso.my.salesforce.com");

  @ParameterizedTest
  @CsvSource({
    "api-limit-rest, 999ms, PT1S and PT24H",
    "api-limit-rest, 25h, PT1S and PT24H",
    "poll-overlap, -1s, PT0S and PT24H",
    "poll-overlap, 25h, PT0S and PT24H",
    "removed-interval, 999ms, PT1S and PT24H",
    "removed-interval, 25h, PT1S and PT24H",
    "change-events-silence, 999ms, PT1S and PT24H",
    "change-events-silence, 25h, PT1S and PT24H",
    "answer-timeout, 0s, PT0.001S and PT2M",
    "answer-timeout, 121s, PT0.001S and PT2M"
  })
  void aTimeOutOfItsBoundsIsRefusedByNameAndBounds(String name, String value, String bounds) {
    assertThatThrownBy(() -> bound(name, value))
        .rootCause()
        .hasMessageContainingAll("cosell.salesforce." + name + " has to be between ", bounds);
  }

  @ParameterizedTest
  @CsvSource({
    "api-limit-rest, 1s",
    "api-limit-rest, 1d",
    "poll-overlap, 0s",
    "poll-overlap, 1d",
    "removed-interval, 1s",
    "removed-interval, 1d",
    "change-events-silence, 1s",
    "change-events-silence, 1d",
    "answer-timeout, 1ms",
    "answer-timeout, 2m"
  })
  void aTimeAtItsBoundsIsTaken(String name, String value) {
    assertThat(problems(bound(name, value))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "connections, 0, must be greater than or equal to 1",
    "connections, 65, must be less than or equal to 64",
    "connections, 1,",
    "connections, 64,",
    "api-usage-limit, 0, must be greater than or equal to 1",
    "api-usage-limit, 101, must be less than or equal to 100",
    "api-usage-limit, 1,",
    "api-usage-limit, 100,",
    "api-version, latest, has to be a version such as 62.0",
    "api-version, 62.5, has to be a version such as 62.0",
    "api-version, 62,",
    "api-version, v62.0,",
    "field-prefix, 1st__, has to be a namespace such as msft__",
    "field-prefix, 'ns;', has to be a namespace such as msft__",
    "field-prefix, msft__,",
    "currency, EURO, has to be an ISO code such as EUR",
    "currency, eur, has to be an ISO code such as EUR",
    "currency, EUR,",
    "change-events, kafka, 'has to be off, cometd or pub-sub'",
    "change-events, pub-sub,",
    "change-events, off,",
    "pub-sub-address, api.pubsub.salesforce.com, has to be host and port",
    "pub-sub-address, https://api.pubsub.salesforce.com:7443, has to be host and port",
    "pub-sub-address, http://127.0.0.1:7443,"
  })
  void anyOtherValueOutOfItsBoundsIsRefusedWithWhatItHasToBe(
      String name, String value, @Nullable String words) {
    List<String> problems = problems(bound(name, value));

    if (words == null) {
      assertThat(problems).isEmpty();
    } else {
      assertThat(problems).singleElement().asString().startsWith(words);
    }
  }

  private static List<String> problems(SalesforceSettings settings) {
    try (LocalValidatorFactoryBean validator = new LocalValidatorFactoryBean()) {
      validator.setMessageInterpolator(new MessageInterpolatorFactory().getObject());
      validator.afterPropertiesSet();
      return validator.validate(settings).stream().map(ConstraintViolation::getMessage).toList();
    }
  }

  @Test
  void unquotedYamlTurnsOffIntoFalse() {
    assertThat(bound("change-events", "false").changeEvents()).isEqualTo("off");
  }

  @ParameterizedTest
  @CsvSource({"62, 62.0", "v62.0, 62.0", "62.0, 62.0"})
  void theVersionIsWrittenAsPathsWantIt(String said, String version) {
    assertThat(bound("api-version", said).version()).isEqualTo(version);
  }

  @Test
  void tokensComeFromTheLoginHostAndTheApiIsThereUnlessItIsElsewhere() {
    SalesforceSettings usual = bound(Map.of());
    assertThat(usual.tokenUrl()).isEqualTo(URI.create(ORG + "/services/oauth2/token"));
    assertThat(usual.api()).isEqualTo(ORG);

    URI instance = URI.create("https://contoso--uat.sandbox.my.salesforce.com");
    SalesforceSettings other = bound("instance-url", instance.toString());
    assertThat(other.tokenUrl()).isEqualTo(usual.tokenUrl());
    assertThat(other.api()).isEqualTo(instance);
  }

  @Test
  void tellNoSecret() {
    assertThat(bound(Map.of()).toString())
        .isEqualTo("Salesforce at " + ORG)
        .doesNotContain(TestSettings.CLIENT_SECRET);
  }

  private static SalesforceSettings bound(String name, String value) {
    return bound(Map.of(name, value));
  }

  private static SalesforceSettings bound(Map<String, String> settings) {
    return TestSettings.at(ORG, settings);
  }
}
