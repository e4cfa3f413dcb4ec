package dev.cosell.bridge.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SalesforceFailuresTest {

  private static final Duration REST = Duration.ofMinutes(15);
  private static final String UPDATE = "PATCH sobjects/Opportunity/006000000000001AAA";
  private static final String UPSERT = "PATCH sobjects/Opportunity/Referral_Identifier__c/3333-4";

  private final SalesforceOrganization organization =
      new SalesforceOrganization(() -> "", Clock.systemUTC());
  private final SalesforceFailures failures = new SalesforceFailures(organization, REST);

  @ParameterizedTest
  @CsvSource({
    "400,UNABLE_TO_LOCK_ROW,TRANSIENT",
    "503,SERVER_UNAVAILABLE,TRANSIENT",
    "400,QUERY_TIMEOUT,TRANSIENT",
    "400,INVALID_QUERY_LOCATOR,TRANSIENT",
    "400,UNKNOWN_EXCEPTION,TRANSIENT",
    "403,REQUEST_LIMIT_EXCEEDED,TRANSIENT",
    "401,INVALID_SESSION_ID,UNAUTHORIZED",
    "404,NOT_FOUND,STALE",
    "400,ENTITY_IS_DELETED,STALE",
    "404,ENTITY_IS_DELETED,STALE",
    "412,PRECONDITION_FAILED,STALE",
    "400,INSUFFICIENT_ACCESS_OR_READONLY,FORBIDDEN",
    "403,INSUFFICIENT_ACCESS,FORBIDDEN",
    "400,INVALID_FIELD,FORBIDDEN",
    "404,INVALID_TYPE,FORBIDDEN",
    "403,API_DISABLED_FOR_ORG,FORBIDDEN",
    "400,DUPLICATES_DETECTED,REJECTED",
    "400,DUPLICATE_VALUE,REJECTED",
    "400,FIELD_CUSTOM_VALIDATION_EXCEPTION,REJECTED",
    "400,REQUIRED_FIELD_MISSING,REJECTED",
    "400,STRING_TOO_LONG,REJECTED",
    "400,INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST,REJECTED",
    "400,CANNOT_UPDATE_CONVERTED_LEAD,REJECTED",
    "400,MALFORMED_QUERY,REJECTED"
  })
  void theCodeDecides(int status, String code, Kind kind) {
    SalesforceRefused refused = refused(UPDATE, status, code, "words of Salesforce");

    assertThat(failures.translated(refused).kind()).isEqualTo(kind);
    assertThat(failures.translated(refused))
        .hasMessage(
            "Salesforce answered "
                + status
                + " ("
                + code
                + ") to "
                + UPDATE
                + ": words of Salesforce")
        .hasCause(refused);
  }

  @ParameterizedTest
  @CsvSource({
    "0,TRANSIENT",
    "200,TRANSIENT",
    "300,REJECTED",
    "302,TRANSIENT",
    "400,REJECTED",
    "401,UNAUTHORIZED",
    "403,FORBIDDEN",
    "404,STALE",
    "405,REJECTED",
    "408,TRANSIENT",
    "410,STALE",
    "412,STALE",
    "415,REJECTED",
    "425,TRANSIENT",
    "429,TRANSIENT",
    "500,TRANSIENT",
    "502,TRANSIENT",
    "503,TRANSIENT",
    "504,TRANSIENT"
  })
  void withoutACodeTheStatusDecides(int status, Kind kind) {
    assertThat(failures.translated(Refusal.of(UPDATE, status, null, "", Instant.EPOCH)).kind())
        .isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TotalRequests Limit exceeded.|PT15M",
        "|PT15M",
        "ConcurrentRequests (Concurrent API Requests) Limit exceeded.|PT10S",
        "ConcurrentPerOrgLongTxn Limit exceeded.|PT10S"
      })
  void waitsLongForTheLimitOfTheDayAndShortlyForOneOfTheMoment(
      @Nullable String message, Duration wait) {
    assertThat(waitAfter(403, SalesforceRefused.QUOTA, message == null ? "" : message))
        .isEqualTo(wait);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UNABLE_TO_LOCK_ROW", "SERVER_UNAVAILABLE"})
  void leavesTheWaitToTheBackOffWhereSalesforceAsksForNone(String code) {
    assertThat(waitAfter(400, code, "")).isNull();
  }

  private @Nullable Duration waitAfter(int status, String code, String message) {
    return failures.translated(refused(UPDATE, status, code, message)).retryAfter();
  }

  @Test
  void waitsAsLongAsItIsAsked() {
    SalesforceRefused refused = Refusal.of(UPDATE, 503, "57", "", Instant.EPOCH);

    assertThat(failures.translated(refused).retryAfter()).isEqualTo(Duration.ofSeconds(57));
  }

  @Test
  void anUpsertThatLostARaceStartsOver() {
    SalesforceRefused lost = refused(UPSERT, 400, "DUPLICATE_VALUE", "Referral_Identifier__c");

    assertThat(failures.translated(lost).kind()).isEqualTo(Kind.STALE);
  }

  @Test
  void aDroppedConnectionIsTriedAgainAtOnceButNotOneThatCannotBeMade() {
    assertThat(afterCause(new IOException("Broken pipe"))).isEqualTo(Duration.ZERO);
    assertThat(afterCause(new IOException("Connection reset by peer"))).isEqualTo(Duration.ZERO);
    assertThat(afterCause(new ConnectException("Connection reset"))).isNull();
    assertThat(afterCause(new IOException("other"))).isNull();
  }

  private @Nullable Duration afterCause(Throwable cause) {
    return failures.translated(SalesforceRefused.unanswered(UPDATE, cause)).retryAfter();
  }

  @ParameterizedTest
  @CsvSource({
    "400,INVALID_FIELD,true",
    "404,INVALID_TYPE,true",
    "400,FIELD_CUSTOM_VALIDATION_EXCEPTION,false",
    "403,INSUFFICIENT_ACCESS,false"
  })
  void anUnknownFieldHasTheOrganisationDescribedAnew(int status, String code, boolean isUnknown) {
    OrgFacts facts = new OrgFacts(Map.of(), new OrgStages("a", "b", "c", "d", List.of()), null);
    organization.isDescribedAs(facts, Map.of());

    failures.translated(refused(UPDATE, status, code, ""));

    assertThat(organization.isUnknown()).isEqualTo(isUnknown);
  }

  @ParameterizedTest
  @CsvSource({
    "400,DUPLICATES_DETECTED,true",
    "400,CANNOT_UPDATE_CONVERTED_LEAD,true",
    "404,NOT_FOUND,true",
    "403,INSUFFICIENT_ACCESS,true",
    "300,X,true",
    "400,UNABLE_TO_LOCK_ROW,false",
    "400,UNKNOWN_EXCEPTION,false",
    "403,REQUEST_LIMIT_EXCEEDED,false",
    "401,INVALID_SESSION_ID,false",
    "408,X,false",
    "429,X,false",
    "503,X,false",
    "0,X,false"
  })
  void onlyWhatWillBeRefusedAgainIsFinal(int status, String code, boolean isFinal) {
    assertThat(refused(UPDATE, status, code, "").isFinal()).isEqualTo(isFinal);
  }

  @Test
  void knowsOnlyRefusalsOfSalesforce() {
    assertThat(failures.translate(new SalesforceException("no access token", null))).isEmpty();
    assertThat(failures.translate(refused(UPDATE, 400, "X", "")))
        .get()
        .extracting(RemoteFailure::kind)
        .isEqualTo(Kind.REJECTED);
  }

  private static SalesforceRefused refused(
      String request, int status, String code, String message) {
    String error = "[{\"errorCode\":\"%s\",\"message\":\"%s\"}]".formatted(code, message);
    String body = status == 300 ? "[\"/a/1\"]" : error;
    return Refusal.of(request, status, null, body, Instant.EPOCH);
  }
}
