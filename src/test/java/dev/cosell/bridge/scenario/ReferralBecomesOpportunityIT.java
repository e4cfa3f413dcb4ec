package dev.cosell.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.run.Outcome;
import dev.cosell.bridge.run.RunDetail;
import dev.cosell.bridge.sandbox.partnercenter.DealKind;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scenario 2: created or changed in Partner Center, seen in the CRM. */
@Tag(Crm.EVERY)
class ReferralBecomesOpportunityIT extends BridgeScenario {

  @Test
  void fillsEveryMappedFieldOfTheOpportunity() {
    String referral = deal(DealKind.SHARED, "{'trackingInfo':{'microsoftMsxId':'7-ABC'}}");
    ObjectNode row = opportunity(referral);

    assertThat(row.path("name").asText())
        .isEqualTo("✔ " + referral(referral).path("name").asText());
    assertThat(row.path("dealValue").decimalValue()).isEqualByComparingTo("50000");
    assertThat(row.path("currency").asText()).isEqualTo("USD");
    assertThat(row.path("closingDate").asText()).isEqualTo("2030-11-14");
    assertThat(row.path("notes").asText()).isEqualTo("Synthetic deal.");
    assertThat(row.path("stage").asText()).isEqualTo("in-progress");
    assertThat(row.path("referralId").asText()).isEqualTo(referral);
    assertThat(row.path("referralLink").asText())
        .isEqualTo("https://partner.microsoft.com/referrals/v2/inbox?id=" + referral);
    assertThat(row.path("sync").asBoolean()).isTrue();
    assertThat(row.path("audit").asText())
        .matches(
            "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d - Partner Center Referral to CRM sync success\\.");
    assertThat(row.path("visible").asBoolean()).isTrue();
    assertThat(row.path("help").asText()).isEqualTo("ProofOfConceptOrDemo");
    assertThat(row.path("referralProgram").asText()).isEqualTo("CoSell");
    assertThat(row.path("solutions").asText()).isEqualTo("SOL-00001-AAA");
    assertThat(row.path("msxId").asText()).isEqualTo("7-ABC");
  }

  @Test
  void createsTheAccountWithItsContact() {
    String referral =
        deal(
            DealKind.SHARED,
            "{'customerProfile':{'name':'O''Brien & Söhne + 100%','address':{'postalCode':'AB 1'}}}"
                .replace("''", "\u2019"));
    String deal = id(opportunity(referral));

    ObjectNode account = CRM.account(deal);
    assertThat(account.path("name").asText()).isEqualTo("O\u2019Brien & Söhne + 100%");
    assertThat(account.path("street").asText()).isEqualTo("1 Sample Street");
    assertThat(account.path("city").asText()).isEqualTo("Sampletown");
    assertThat(account.path("state").asText()).isEqualTo("WA");
    assertThat(account.path("postalCode").asText()).isEqualTo("AB 1");
    assertThat(account.path("country").asText()).isEqualTo("US");
    ObjectNode contact = CRM.contact(deal);
    assertThat(contact.path("firstName").asText()).isEqualTo("Avery");
    assertThat(contact.path("lastName").asText()).isEqualTo("Example");
    assertThat(contact.path("email").asText()).isEqualTo("avery@customer.example");
    assertThat(contact.path("phone").asText()).isEqualTo("+15550100");
    assertThat(contact.path("accountId")).isEqualTo(account.path("id"));
  }

  @Test
  void findsTheAccountByNameAndPostalCodeTogether() {
    String customer = "{'customerProfile':{'name':'Twice''s Ltd','address':{'postalCode':'%s'}}}";
    String first = deal(DealKind.SHARED, String.format(customer, "1").replace("''", "\u2019"));
    String account = accountOf(first);
    String same = deal(DealKind.SHARED, String.format(customer, "1").replace("''", "\u2019"));
    String elsewhere = deal(DealKind.SHARED, String.format(customer, "2").replace("''", "\u2019"));

    assertThat(accountOf(same)).isEqualTo(account);
    assertThat(accountOf(elsewhere)).isNotEqualTo(account);
  }

  @Test
  void writesTheCrmIdIntoTheReferral() {
    String referral = deal(DealKind.SHARED, "{}");
    ObjectNode row = opportunity(referral);

    assertThat(referral(referral).path("externalReferenceId").asText()).isEqualTo(id(row));
  }

  @Test
  void writesNothingButTheColumnThatDiffers() {
    String referral = deal(DealKind.SHARED, "{}");
    ObjectNode before = opportunity(referral);
    forgetRequests();

    edit(referral, "{'details':{'dealValue':61000.50}}");
    awaitValue(referral, "61000.50");

    assertThat(callsToPartnerCenter()).containsExactly("GET engagements/referrals/" + referral);
    assertThat(written()).isEqualTo(json("{'dealValue':61000.5}"));
    assertThat(CRM.requests().isGuardedBy(writes().get(0), before.path("version").asText()))
        .isTrue();
    assertThat(calls()).hasSizeLessThanOrEqualTo(CRM.traits().mostCallsOfAnUpdate());
    assertThat(lastRun(referral).detail().fields())
        .extracting(RunDetail.FieldChange::field)
        .containsExactly("dealValue");
  }

  @Test
  void ignoresItsOwnEchoWithoutOneCall() {
    String referral = deal(DealKind.SHARED, "{}");
    opportunity(referral);

    assertThat(lastRun(referral).trigger()).isEqualTo("partner-center referral-updated");
    assertThat(lastRun(referral).outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(lastRun(referral).detail().calls()).isEmpty();
  }

  @Test
  void writesNothingWhenNothingDiffers() {
    String referral = deal(DealKind.SHARED, "{}");
    opportunity(referral);
    forgetRequests();

    SANDBOX
        .partnerCenter()
        .send("referral-updated", referral, java.time.Instant.parse("2030-01-05T10:00:00.5Z"));
    quiet(referral);

    assertThat(callsToPartnerCenter()).containsExactly("GET engagements/referrals/" + referral);
    assertThat(writes()).isEmpty();
    assertThat(calls()).hasSizeLessThan(CRM.traits().mostCallsOfAnUpdate());
    assertThat(lastRun(referral).outcome()).isEqualTo(Outcome.UNCHANGED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'name':'Renamed'}|name|✔ Renamed",
        "{'details':{'dealValue':12.34}}|dealValue|12.34",
        "{'details':{'currency':'EUR'}}|currency|EUR",
        "{'details':{'closingDateTime':'2031-02-03T00:00:00Z'}}|closingDate|2031-02-03",
        "{'details':{'notes':'Other notes'}}|notes|Other notes",
        "{'referralProgram':'Other'}|referralProgram|Other",
        "{'trackingInfo':{'microsoftMsxId':'8-X'}}|msxId|8-X",
        "{'details':{'requirements':{'solutions':[{'id':'SOL-2','type':'Name'}]}}}|solutions|SOL-2",
        "{'inviteContext':{'assistanceRequestCode':'GeneralOrOther'}}|help|GeneralOrOther"
      })
  void bringsAnEditOfOneFieldAndNothingElse(String edit, String field, String value) {
    String referral = deal(DealKind.SHARED, "{}");
    opportunity(referral);
    forgetRequests();

    SANDBOX.partnerCenter().edit(referral, json(edit), true);
    await().atMost(PATIENCE).until(() -> !writes().isEmpty());
    quiet(referral);

    ObjectNode written = written();
    assertThat(written.properties()).extracting(Map.Entry::getKey).containsExactly(field);
    assertThat(written.get(field).asText()).isEqualTo(value);
  }

  @Test
  void bringsTheSharingWithMicrosoftToTheVisibility() {
    String referral =
        deal(DealKind.PRIVATE, "{'consent':{'consentToShareReferralWithMicrosoftSellers':false}}");
    assertThat(opportunity(referral).path("visible").asBoolean(true)).isFalse();

    edit(referral, "{'consent':{'consentToShareReferralWithMicrosoftSellers':true}}");
    await().atMost(PATIENCE).until(() -> onlyDeal(referral).path("visible").asBoolean());
  }

  @Test
  void cutsNotesThatTheCrmCannotHoldAndNeverSeesThemAsAnEdit() {
    String notes = "é".repeat(CRM.traits().longestNotes() + 500);
    String referral = deal(DealKind.SHARED, "{'details':{'notes':'" + notes + "'}}");
    assertThat(opportunity(referral).path("notes").asText()).hasSize(CRM.traits().longestNotes());
    forgetRequests();

    edit(referral, "{'details':{'dealValue':7}}");
    awaitValue(referral, "7");

    assertThat(written()).isEqualTo(json("{'dealValue':7}"));
  }

  @Test
  void doesNotTrustTheVersionOfARecordInWhichTheCrmSetAValueOfItsOwn() {
    String referral = deal(DealKind.SHARED, "{'details':{'currency':null}}");
    ObjectNode row = opportunity(referral);

    assertThat(row.path("currency").asText()).isEqualTo(CRM.traits().baseCurrency());
    assertThat(link(referral).recordVersion()).isNull();
    assertThat(runs(referral))
        .anySatisfy(
            run ->
                assertThat(run.detail().steps())
                    .anyMatch(step -> step.contains("amount without a currency")));
  }

  @Test
  void doesNotCreateADealWhoseCrmIdIsUnknown() {
    String referral = deal(DealKind.SHARED, "{'externalReferenceId':'" + CRM.unknownId() + "'}");
    quiet(referral);

    assertThat(CRM.deals(referral)).isEmpty();
    assertThat(lastRun(referral).outcome()).isEqualTo(Outcome.IGNORED);
    assertThat(lastRun(referral).reason()).contains("which this CRM does not know");
    assertThat(link(referral).state()).isEqualTo(LinkState.IGNORED);
  }

  @Test
  void adoptsTheOpportunityWhoseIdTheReferralCarries() {
    String existing = CRM.createDeal(json("{'name':'Made by hand','account':{'name':'Existing'}}"));
    String referral = deal(DealKind.SHARED, "{'externalReferenceId':'" + existing + "'}");
    ObjectNode row = opportunity(referral);

    assertThat(id(row)).isEqualTo(existing);
    assertThat(row.path("dealValue").decimalValue()).isEqualByComparingTo("50000");
    assertThat(row.path("audit").asText()).contains("sync success");
  }

  @Test
  void leavesMicrosoftsOwnSideOfADealAlone() {
    String referral = deal(DealKind.SHARED, "{}");
    opportunity(referral);
    String theirs = SANDBOX.partnerCenter().createMicrosofts(referral).path("id").asText();
    quiet(theirs);

    assertThat(CRM.deals(theirs)).isEmpty();
    assertThat(CRM.leads(theirs)).isEmpty();
  }

  private void awaitValue(String referral, String value) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                onlyDeal(referral).path("dealValue").decimalValue().compareTo(new BigDecimal(value))
                    == 0);
    quiet(referral);
  }

  private String accountOf(String referral) {
    return id(CRM.account(id(opportunity(referral))));
  }
}
