package dev.cosell.bridge.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiUsageTest {

  private final ApiUsage usage = new ApiUsage(80);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "api-usage=79/100|false",
        "api-usage=80/100|true",
        "api-usage=799999/1000000|false",
        "api-usage=120/100|true",
        "api-usage=81/100; per-app-api-usage=1/250(appName=bridge)|true",
        "per-app-api-usage=1/250(appName=bridge), api-usage=81/100|true",
        "per-app-api-usage=250/250(appName=bridge)|false",
        "api-usage=0/0|false"
      })
  void isNearlyExhaustedFromTheSettingsShareOn(String header, boolean isExhausted) {
    usage.observe(header);

    assertThat(usage.isNearlyExhausted()).isEqualTo(isExhausted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "api-usage=", "api-usage=x/y", "nonsense"})
  void keepsWhatItKnowsWhereAnAnswerDoesNotTell(String header) {
    usage.observe("api-usage=81/100");
    usage.observe(header);
    usage.observe(null);

    assertThat(usage.isNearlyExhausted()).isTrue();
    assertThat(usage).hasToString("81 of 100 API calls of the day are used");
  }

  @Test
  void isNotExhaustedBeforeAnythingIsKnown() {
    assertThat(usage.isNearlyExhausted()).isFalse();
  }

  @Test
  void learnsFromTheLimitsHowManyCallsAreLeft() {
    SalesforceLimits limits =
        new SalesforceLimits(
            new SalesforceApi(TestSettings.at(URI.create("https://contoso.example"), Map.of())),
            usage);

    limits.take(answer("{'DailyApiRequests':{'Max':15000,'Remaining':3000}}"));
    assertThat(usage.isNearlyExhausted()).isTrue();
    limits.take(answer("{}"));
    assertThat(usage.isNearlyExhausted()).as("nothing was told").isTrue();
    limits.take(answer("{'DailyApiRequests':{'Max':15000,'Remaining':3001}}"));
    assertThat(usage.isNearlyExhausted()).isFalse();
  }

  private static SalesforceAnswer answer(String json) {
    return OrgDeal.answer(json);
  }
}
