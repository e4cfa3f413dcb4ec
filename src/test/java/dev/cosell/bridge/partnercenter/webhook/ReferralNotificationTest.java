package dev.cosell.bridge.partnercenter.webhook;

import static dev.cosell.bridge.partnercenter.webhook.Refusals.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.partnercenter.webhook.ReferralNotification.Ignored;
import dev.cosell.bridge.partnercenter.webhook.ReferralNotification.ReferralChanged;
import dev.cosell.bridge.partnercenter.webhook.ReferralNotification.RelatedReferralChanged;
import dev.cosell.bridge.partnercenter.webhook.ReferralNotification.TestEvent;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferralNotificationTest {

  private static final String GUID = "33333333-0000-4000-8000-000000000003";
  private static final ReferralId ID = ReferralId.of(GUID);

  @Test
  void readsTheDocumentedSample() {
    String sample =
        """
        {
          "EventName": "referral-updated",
          "ResourceUri": "https://api.partnercenter.microsoft.com/engagements/v1/referrals/33333333-0000-4000-8000-000000000003",
          "ResourceName": "referral",
          "AuditUri": null,
          "ResourceChangeUtcDate": "2030-01-05T10:00:00.5485487+00:00"
        }
        """;

    assertThat(parse(sample))
        .isEqualTo(
            new ReferralChanged(
                ID, "referral-updated", Instant.parse("2030-01-05T10:00:00.548548700Z")));
  }

  @Test
  void readsPropertyAndEventNamesInAnyCase() {
    assertThat(parse("{'eventName':'Referral-Created','resourceuri':'/" + GUID + "'}"))
        .isEqualTo(new ReferralChanged(ID, "referral-created", null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"related-referral-created", "related-referral-updated"})
  void tellsARelatedReferralFromAnOwnOne(String event) {
    assertThat(parse(event, "https://h/" + GUID))
        .isEqualTo(new RelatedReferralChanged(ID, event, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/anything/" + GUID,
        "http://localhost:1/" + GUID + "/",
        "https://h/x/" + GUID + "//",
        "https://h/x/" + GUID + "?id=11111111-0000-4000-8000-000000000001",
        "https://h/x/" + GUID + "/?a=/b",
        "https://h/x/" + GUID + "#/frag/ment?",
        "https://h/x/33333333-0000-4000-8000-000000000003\t",
        "not a uri at all/" + GUID,
        GUID
      })
  void takesOnlyTheIdOutOfWhateverResourceUri(String uri) {
    assertThat(parse("referral-updated", uri.replace("\t", "\\t")))
        .isEqualTo(new ReferralChanged(ID, "referral-updated", null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "/",
        "///",
        "?",
        "#" + GUID,
        "https://h/referrals",
        "https://h/referrals?id=/" + GUID,
        "https://h/" + GUID + "/details",
        "https://h/%333333333-0000-4000-8000-000000000003",
        "https://h/" + GUID + "%2f",
        "https://h/..;/" + GUID + "x",
        "https://h/00000000-0000-0000-0000-000000000000"
      })
  void refusesAReferralEventWithoutAPlausibleId(String uri) {
    assertRefused(400, () -> parse("referral-updated", uri)).contains("ResourceUri");
  }

  @ParameterizedTest
  @ValueSource(strings = {"42", "null", "true", "[]", "{}", "['" + GUID + "']"})
  void refusesAResourceUriThatIsNoText(String uri) {
    assertRefused(400, () -> parse("{'EventName':'referral-updated','ResourceUri':" + uri + "}"))
        .isEqualTo("ResourceUri is missing");
  }

  @ParameterizedTest
  @CsvSource({
    "2030-01-05T10:00:00Z, 2030-01-05T10:00:00Z",
    "2030-01-05T10:00:00.5+02:00, 2030-01-05T08:00:00.5Z",
    "2030-01-05T10:00:00.1234567, 2030-01-05T10:00:00.1234567Z",
  })
  void readsTheDateAsUtcUnlessItSaysOtherwise(String date, Instant expected) {
    assertThat(changedAt("'" + date + "'")).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "''",
        "null",
        "17",
        "{}",
        "'soon'",
        "'2030-02-30T10:00:00Z'",
        "'01/05/2030 10:00:00'",
        "'0001-01-01T00:00:00'",
        "'+999999999-12-31T23:59:59Z'",
        "'9999-12-31T23:59:59Z'"
      })
  void treatsAnUnreadableDateAsAbsent(String date) {
    assertThat(changedAt(date)).isNull();
  }

  @Test
  void acceptsATestEventWhateverItPointsAt() {
    assertThat(parse("test-created", "http://localhost:16722/v1/webhooks/registration/test"))
        .isEqualTo(new TestEvent(null));
    assertThat(parse("{'EventName':'test-created'}")).isEqualTo(new TestEvent(null));
    assertThat(parse("test-created", "https://h/registration/validationEvents/" + GUID))
        .isEqualTo(new TestEvent(UUID.fromString(GUID)));
    assertThat(parse("test-created", "https://h/1-1-1-1-1")).isEqualTo(new TestEvent(null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"subscription-updated", "referral-deleted", "Invoice-Ready", "!"})
  void ignoresUnknownEventsWithoutLookingFurther(String event) {
    assertThat(parse("{'EventName':'" + event + "','ResourceUri':[1]}"))
        .isEqualTo(new Ignored(event));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'EventName':null}",
        "{'EventName':''}",
        "{'EventName':' '}",
        "{'EventName':1}",
        "{'EventName':['referral-updated']}",
        "{'EventName':'a\\nb'}"
      })
  void needsAnEventName(String body) {
    assertRefused(400, () -> parse(body)).startsWith("EventName");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "'referral-updated'",
        "12",
        "NaN",
        "EventName=referral-updated",
        "{'EventName':'referral-updated'} {}",
        "{'EventName':'referral-updated',}",
        "{'EventName':'test-created','EventName':'referral-updated'}",
        "{'EventName':'test-created','eventname':'referral-updated'}"
      })
  void refusesABodyThatIsNotOneUnambiguousObject(String body) {
    assertRefused(400, () -> parse(body)).startsWith("the body");
  }

  @Test
  void refusesDeepNestingLongNamesAndBrokenText() {
    assertRefused(400, () -> parse("{'a':" + "[".repeat(100_000)));
    assertRefused(400, () -> parse("{'a':" + "[".repeat(30) + "]".repeat(30) + "}"));
    assertRefused(400, () -> parse("{'EventName':'" + "x".repeat(201) + "'}"));
    assertRefused(400, () -> parse("{'a':" + "9".repeat(5_000) + "}"));
    byte[] notUtf8 = "{\"EventName\":\"test-created\",\"x\":\"\u00ff\"}".getBytes(UTF_8);
    notUtf8[notUtf8.length - 4] = (byte) 0xff;
    assertRefused(400, () -> ReferralNotification.parse(notUtf8));
  }

  @Test
  void quotesNothingOfTheBodyInARefusal() {
    assertRefused(400, () -> parse("{'EventName': secret}"))
        .matches("the body is not JSON at line 1, column \\d+");
  }

  @Test
  void readsEveryEncodingThatJsonAllows() {
    byte[] body = "{\"EventName\":\"test-created\"}".getBytes(UTF_16LE);

    assertThat(ReferralNotification.parse(body)).isEqualTo(new TestEvent(null));
  }

  private static @Nullable Instant changedAt(String date) {
    ReferralNotification read =
        parse(
            "{'EventName':'referral-updated','ResourceUri':'/"
                + GUID
                + "','ResourceChangeUtcDate':"
                + date
                + "}");
    return ((ReferralChanged) read).changedAt();
  }

  private static ReferralNotification parse(String event, String uri) {
    return parse("{'EventName':'" + event + "','ResourceUri':'" + uri + "'}");
  }

  private static ReferralNotification parse(String body) {
    return ReferralNotification.parse(body.replace('\'', '"').getBytes(UTF_8));
  }
}
