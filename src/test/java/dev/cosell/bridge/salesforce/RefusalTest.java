package dev.cosell.bridge.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {

  private static final Instant NOW = Instant.parse("2030-01-05T10:00:00Z");

  @Test
  void tellsEveryErrorOfTheListInOneLine() {
    String body =
        """
        [{"errorCode":"INVALID_FIELD","message":"\\nId, Helper__c\\n    ^\\r\\nERROR at Row:1:Column:8\\u2028\\tNo such column  'Helper__c' ","fields":[]},
         {"errorCode":"REQUIRED_FIELD_MISSING","message":"Required fields are missing: [CloseDate]","fields":["CloseDate"],
          "extendedErrorDetails":[{"extendedErrorCode":1}]}]
        """;

    SalesforceRefused refused = refused(400, null, body);

    assertThat(refused)
        .hasMessage(
            "Salesforce answered 400 (INVALID_FIELD, REQUIRED_FIELD_MISSING) to GET query/:"
                + " Id, Helper__c ^ ERROR at Row:1:Column:8 No such column 'Helper__c';"
                + " Required fields are missing: [CloseDate]");
    assertThat(refused.codes()).containsExactly("INVALID_FIELD", "REQUIRED_FIELD_MISSING");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>gateway</html>",
        "null",
        "[]",
        "{}",
        "{",
        "[{",
        "[1]",
        "[{}]",
        "\"text\"",
        "{\"error\":\"invalid_grant\"}",
        "[{\"errorCode\":\"\",\"message\":\"\"}]",
        "[{\"errorCode\":null,\"message\":null}]"
      })
  void aBodyThatIsNoListOfErrorsGivesNoCodeAndNoWords(String body) {
    SalesforceRefused refused = refused(400, null, body);

    assertThat(refused.codes()).isEmpty();
    assertThat(refused).hasMessage("Salesforce answered 400 to GET query/");
  }

  @Test
  void aLongMessageIsCut() {
    String body = "[{\"errorCode\":\"X\",\"message\":\"" + "m".repeat(9_000) + "\"}]";

    assertThat(refused(400, null, body).getMessage()).hasSizeLessThan(600);
  }

  @Test
  void namesTheRowsThatAnAmbiguousExternalIdMatchesAndNoAddress() {
    String body =
        """
        ["/services/data/v62.0/sobjects/Opportunity/006000000000001AAA",
         "https://elsewhere.example/services/data/v62.0/sobjects/Opportunity/006000000000002AAA"]
        """;

    assertThat(refused(300, null, body))
        .hasMessage(
            "Salesforce answered 300 to GET query/: several records match: 006000000000001AAA,"
                + " 006000000000002AAA");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|PT0S",
        "17|PT17S",
        "99999999999999999999|PT1H",
        "Sat, 05 Jan 2030 10:01:30 GMT|PT1M30S"
      })
  void retryAfterIsSecondsOrADate(String value, Duration delay) {
    assertThat(refused(503, value, "").retryAfter()).isEqualTo(delay);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "1.5"})
  void aRetryAfterThatSaysNothingIsLeftOut(String value) {
    assertThat(refused(503, value, "").retryAfter()).isNull();
  }

  private static SalesforceRefused refused(int status, @Nullable String retryAfter, String body) {
    return Refusal.of("GET query/", status, retryAfter, body, NOW);
  }
}
