package dev.cosell.bridge.partnercenter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.store.SettableClock;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Source of the statuses: the referrals API's list of errors. */
class PartnerCenterFailuresTest {

  private final PartnerCenterFailures failures = new PartnerCenterFailures(new SettableClock());

  @ParameterizedTest
  @CsvSource({
    "400, REJECTED",
    "422, REJECTED",
    "401, UNAUTHORIZED",
    "403, FORBIDDEN",
    "404, ABSENT",
    "410, ABSENT",
    "405, REJECTED",
    "406, REJECTED",
    "411, REJECTED",
    "413, REJECTED",
    "415, REJECTED",
    "416, REJECTED",
    "501, REJECTED",
    "409, STALE",
    "412, STALE",
    "423, STALE",
    "429, TRANSIENT",
    "408, TRANSIENT",
    "425, TRANSIENT",
    "500, TRANSIENT",
    "502, TRANSIENT",
    "503, TRANSIENT",
    "504, TRANSIENT",
    "507, TRANSIENT",
    "509, TRANSIENT",
    "302, TRANSIENT"
  })
  void knowsWhatFollowsFromEachStatus(int status, Kind kind) {
    RemoteFailure failure = translated(status, "", Map.of());

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure).hasMessage("Partner Center answered " + status);
  }

  @Test
  void tellsTheInnermostCodeAndMessage() {
    String body =
        """
        {"error":{"code":"invalidRequest","message":"outer","target":"referral",
         "innerError":{"code":"middle","message":"m",
          "innerError":{"code":"dealValueInvalid","message":"The deal value\\r\\nis negative."}}}}
        """;

    assertThat(translated(400, body, Map.of()))
        .hasMessage("Partner Center answered 400: dealValueInvalid The deal value is negative.");
  }

  @Test
  void tellsTheOuterCodeWhereTheInnerErrorHasNone() {
    assertThat(
            translated(
                412,
                "{\"error\":{\"code\":\"preconditionFailed\",\"message\":\"m\",\"innerError\":{}}}",
                Map.of()))
        .hasMessage("Partner Center answered 412: preconditionFailed m");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'code':400,'description':'Bad.','data':[],'source':'Api'} | 400 Bad.",
        "{'statusCode':429,'message':'Try again in 57 seconds.'} | Try again in 57 seconds.",
        "{'error':{'code':'accessDenied'}} | accessDenied"
      })
  void understandsTheOtherShapes(String body, String reason) {
    assertThat(translated(400, body.replace('\'', '"'), Map.of()))
        .hasMessage("Partner Center answered 400: " + reason);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        " ",
        "<html><body>secret page</body></html>",
        "null",
        "[]",
        "[{\"code\":\"x\"}]",
        "7",
        "\"text\"",
        "{}",
        "{\"error\":null}",
        "{\"error\":\"text\"}",
        "{\"error\":{\"code\":{}}}",
        "{\"error\":"
      })
  void tellsNothingOfABodyInNoKnownForm(@Nullable String body) {
    assertThat(translated(503, body, Map.of())).hasMessage("Partner Center answered 503");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'error':{'code':'900421','message':'MFA required'}}",
        "{'error':{'code':'unAuthorized','message':'900421: strong authentication'}}",
        "{'error':{'code':'900421','message':'m','innerError':{'code':'other','message':'m'}}}",
        "{'code':900421,'description':'MFA required','data':[],'source':'PartnerFD'}"
      })
  void saysThatAPersonHasToSignInWhenTheTokenLacksTheSecondFactor(String body) {
    RemoteFailure failure = translated(401, body.replace('\'', '"'), Map.of());

    assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
    assertThat(failure)
        .hasMessageContaining("a person has to sign in")
        .hasMessageContaining("cosell.partner-center.refresh-token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Retry-After", "retry-after", "RETRY-AFTER"})
  void leavesItAloneForAsLongAsItAsks(String header) {
    assertThat(translated(429, "", Map.of(header, "57")).retryAfter())
        .isEqualTo(Duration.ofSeconds(57));
    assertThat(translated(503, "", Map.of(header, "Mon, 04 Jan 2027 08:01:00 GMT")).retryAfter())
        .isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void cutsALongMessage() {
    String body = "{\"error\":{\"code\":\"x\",\"message\":\"" + "too long ".repeat(114) + "\"}}";

    assertThat(translated(400, body, Map.of()).getMessage()).hasSizeLessThan(350).endsWith("…");
  }

  @Test
  void leavesFailuresOfOthersToOthers() {
    assertThat(failures.translate(new IllegalStateException("not mine"))).isEmpty();
  }

  private RemoteFailure translated(int status, @Nullable String body, Map<String, String> headers) {
    return failures
        .translate(
            new HttpOperationFailedException(
                "http://127.0.0.1/v1.0/engagements/referrals", status, "", null, headers, body))
        .orElseThrow();
  }
}
