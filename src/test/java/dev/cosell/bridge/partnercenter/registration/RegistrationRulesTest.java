package dev.cosell.bridge.partnercenter.registration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.partnercenter.registration.Verdict.Different;
import dev.cosell.bridge.partnercenter.registration.Verdict.Foreign;
import dev.cosell.bridge.partnercenter.registration.Verdict.Missing;
import dev.cosell.bridge.partnercenter.registration.Verdict.Right;
import dev.cosell.bridge.partnercenter.webhook.SignatureHeader;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RegistrationRulesTest {

  private static final List<String> EVENTS =
      List.of(
          "referral-created",
          "referral-updated",
          "related-referral-created",
          "related-referral-updated",
          "test-created");
  private static final String OURS = "https://cosell.example/webhooks/partner-center";
  private static final List<String> ALL = List.of();

  @Test
  void registersWhereNothingIsRegistered() {
    NewRegistration wanted = ((Missing) rules().judge(null, ALL)).wanted();

    assertThat(WebhookJson.read(wanted.document()))
        .isEqualTo(
            json(
                """
                {"WebhookUrl":"https://cosell.example/webhooks/partner-center",
                 "WebhookEvents":["referral-created","referral-updated","related-referral-created",
                                  "related-referral-updated","test-created"],
                 "SignatureTokenToMsSignatureHeader":true}"""));
  }

  @Test
  void leavesARightRegistrationAlone() {
    assertThat(rules().judge(found(OURS, EVENTS), ALL)).isEqualTo(new Right());
    assertThat(
            rules()
                .judge(
                    of(
                        """
                        {"webhookUrl":"https://COSELL.example:443/webhooks/partner-center/",
                         "webhookEvents":["Test-Created","REFERRAL-CREATED","referral-updated",
                            "related-referral-created","related-referral-updated","invoice-ready"]}"""),
                    ALL))
        .isEqualTo(new Right());
  }

  @Test
  void addsAMissingEventAndKeepsThoseOfOthers() {
    Registered found = found(OURS, List.of("invoice-ready", "Referral-Created", "test-created"));

    Different different = (Different) rules().judge(found, ALL);

    assertThat(different.wanted().events())
        .containsExactly(
            "invoice-ready",
            "Referral-Created",
            "test-created",
            "referral-updated",
            "related-referral-created",
            "related-referral-updated");
    assertThat(different.differences())
        .containsExactly(
            "referral-updated is missing",
            "related-referral-created is missing",
            "related-referral-updated is missing");
  }

  @Test
  void leavesTheAddressOfAnotherSystemAlone() {
    assertThat(rules().judge(found("https://staging.example/hook?sig=k", EVENTS), ALL))
        .isEqualTo(new Foreign("https://staging.example/hook?…"));
  }

  @Test
  void takesTheAddressOfAnotherSystemOverWhenItMay() {
    RegistrationRules may = new RegistrationRules(wanted(SignatureHeader.ANY), true, null);

    Different different =
        (Different) may.judge(found("https://old.example/hook", List.of("invoice-ready")), ALL);

    assertThat(different.wanted().url()).isEqualTo(OURS);
    assertThat(different.wanted().events()).contains("invoice-ready").containsAll(EVENTS);
    assertThat(different.differences()).contains("its address is https://old.example/hook");
  }

  @Test
  void takesARegistrationWithoutAnAddressForItsOwn() {
    assertThat(rules().judge(found("", EVENTS), ALL)).isInstanceOf(Different.class);
  }

  @Test
  void leavesOutEventsThatTheTenantDoesNotKnow() {
    List<String> known = List.of("Referral-Created", "referral-updated", "test-created");

    assertThat(rules().judge(found(OURS, known), known)).isEqualTo(new Right());
    assertThat(((Missing) rules().judge(null, known)).wanted().events())
        .containsExactly("referral-created", "referral-updated", "test-created");
    assertThat(rules().unknown(known))
        .containsExactly("related-referral-created", "related-referral-updated");
  }

  @Test
  void doesNotBelieveAListThatKnowsNoneOfThem() {
    assertThat(((Missing) rules().judge(null, List.of("invoice-ready"))).wanted().events())
        .isEqualTo(EVENTS);
  }

  @Test
  void keepsWhatElseARegistrationCarries() {
    Registered found = of("{\"WebhookUrl\":\"%s\",\"Properties\":{\"a\":\"b\"}}".formatted(OURS));

    Different different = (Different) rules().judge(found, ALL);

    assertThat(WebhookJson.read(different.wanted().document()).at("/Properties/a").asText())
        .isEqualTo("b");
  }

  @Test
  void takesAnyPlaceOfTheSignatureWhereTheEntryDoes() {
    assertThat(rules().judge(signed(false), ALL)).isEqualTo(new Right());
    assertThat(rules().judge(signed(true), ALL)).isEqualTo(new Right());
  }

  @Test
  void movesTheSignatureToWhereTheEntryLooksForIt() {
    RegistrationRules msHeader = rules(SignatureHeader.X_MS_SIGNATURE, null);
    RegistrationRules authorization = rules(SignatureHeader.AUTHORIZATION, null);

    assertThat(msHeader.judge(signed(true), ALL)).isEqualTo(new Right());
    assertThat(authorization.judge(signed(false), ALL)).isEqualTo(new Right());
    assertThat(((Different) msHeader.judge(signed(false), ALL)).wanted().signatureInMsHeader())
        .isTrue();
    assertThat(((Different) authorization.judge(signed(true), ALL)).wanted().signatureInMsHeader())
        .isFalse();
  }

  @Test
  void writesOnceWhereTheAnswerDoesNotTellThePlaceOfTheSignature() {
    Registered silent = found(OURS, EVENTS);

    assertThat(rules(SignatureHeader.X_MS_SIGNATURE, null).judge(silent, ALL))
        .isInstanceOf(Different.class);
    assertThat(rules(SignatureHeader.X_MS_SIGNATURE, false).judge(silent, ALL))
        .isInstanceOf(Different.class);
    assertThat(rules(SignatureHeader.X_MS_SIGNATURE, true).judge(silent, ALL))
        .isEqualTo(new Right());
  }

  static Registered found(String url, List<String> events) {
    return new Registered(url, events, null, json("{}").path("none"));
  }

  private static Registered signed(boolean inMsHeader) {
    return new Registered(OURS, EVENTS, inMsHeader, json("{}").path("none"));
  }

  private static Registered of(String json) {
    return Registered.of(json(json));
  }

  private static JsonNode json(String text) {
    return WebhookJson.read(text);
  }

  private static RegistrationRules rules() {
    return rules(SignatureHeader.ANY, null);
  }

  private static RegistrationRules rules(SignatureHeader header, @Nullable Boolean lastWritten) {
    return new RegistrationRules(wanted(header), false, lastWritten);
  }

  static WantedRegistration wanted(SignatureHeader header) {
    return new WantedRegistration(new Endpoint(OURS), EVENTS, header);
  }
}
