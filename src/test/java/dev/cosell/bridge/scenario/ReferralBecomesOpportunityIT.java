package dev.cosell.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.run.Outcome;
import dev.cosell.bridge.run.RunDetail;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.partnercenter.DealKind;
import java.math.BigDecimal;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferralBecomesOpportunityIT extends BridgeScenario {

  private static final String PREFIX = "msft_microsoftpartnercenter";

  @Test
  void fillsEveryMappedFieldOfTheOpportunity() {
    String referral = deal(DealKind.SHARED, "{'trackingInfo':{'microsoftMsxId':'7-ABC'}}");
    ObjectNode row = opportunity(referral);

    assertThat(row.path("name").asText())
        .isEqualTo("✔ " + referral(referral).path("name").asText());
    assertThat(row.path("estimatedvalue").decimalValue()).isEqualByComparingTo("50000");
    assertThat(row.path("_transactioncurrencyid_value").asText()).isEqualTo(currency("USD"));
    assertThat(row.path("estimatedclosedate").asText()).isEqualTo("2030-11-14");
    assertThat(row.path("description").asText()).isEqualTo("Synthetic deal.");
    assertThat(row.path("statecode").asInt()).isZero();
    assertThat(row.path("statuscode").asInt()).isEqualTo(1);
    assertThat(row.path(PREFIX + "referralidentifier").asText()).isEqualTo(referral);
    assertThat(row.path(PREFIX + "referrallink").asText())
        .isEqualTo("https://partner.microsoft.com/referrals/v2/inbox?id=" + referral);
    assertThat(row.path(PREFIX + "referralsync").asBoolean()).isTrue();
    assertThat(row.path(PREFIX + "referralsyncaudit").asText())
        .matches(
            "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d - Partner Center Referral to CRM sync success\\.");
    assertThat(row.path(PREFIX + "referralvisible").asBoolean()).isTrue();
    assertThat(row.path(PREFIX + "help").asInt()).isEqualTo(299600002);
    assertThat(row.path(PREFIX + "referralprogram").asText()).isEqualTo("CoSell");
    assertThat(row.path(PREFIX + "solutions").asText()).isEqualTo("SOL-00001-AAA");
    assertThat(row.path("msft_microsoftcrmidentifier").asText()).isEqualTo("7-ABC");
  }

  @Test
  void createsTheAccountWithItsContact() {
    String referral =
        deal(
            DealKind.SHARED,
            "{'customerProfile':{'name':'O''Brien & Söhne + 100%','address':{'postalCode':'AB 1'}}}"
                .replace("''", "\u2019"));
    ObjectNode row = opportunity(referral);

    JsonNode account = related("accounts", row.path("_customerid_value"));
    assertThat(row.path("_parentaccountid_value")).isEqualTo(row.path("_customerid_value"));
    assertThat(account.path("name").asText()).isEqualTo("O\u2019Brien & Söhne + 100%");
    assertThat(account.path("address1_line1").asText()).isEqualTo("1 Sample Street");
    assertThat(account.path("address1_city").asText()).isEqualTo("Sampletown");
    assertThat(account.path("address1_stateorprovince").asText()).isEqualTo("WA");
    assertThat(account.path("address1_postalcode").asText()).isEqualTo("AB 1");
    assertThat(account.path("address1_country").asText()).isEqualTo("US");
    JsonNode contact = related("contacts", row.path("_parentcontactid_value"));
    assertThat(contact.path("firstname").asText()).isEqualTo("Avery");
    assertThat(contact.path("lastname").asText()).isEqualTo("Example");
    assertThat(contact.path("emailaddress1").asText()).isEqualTo("avery@customer.example");
    assertThat(contact.path("telephone1").asText()).isEqualTo("+15550100");
    assertThat(contact.path("_parentcustomerid_value")).isEqualTo(row.path("_customerid_value"));
  }

  @Test
  void findsTheAccountByNameAndPostalCodeTogether() {
    String customer = "{'customerProfile':{'name':'Twice''s Ltd','address':{'postalCode':'%s'}}}";
    String first = deal(DealKind.SHARED, String.format(customer, "1").replace("''", "\u2019"));
    JsonNode account = opportunity(first).path("_customerid_value");
    String same = deal(DealKind.SHARED, String.format(customer, "1").replace("''", "\u2019"));
    String elsewhere = deal(DealKind.SHARED, String.format(customer, "2").replace("''", "\u2019"));

    assertThat(opportunity(same).path("_customerid_value")).isEqualTo(account);
    assertThat(opportunity(elsewhere).path("_customerid_value")).isNotEqualTo(account);
  }

  @Test
  void writesTheCrmIdIntoTheReferral() {
    String referral = deal(DealKind.SHARED, "{}");
    ObjectNode row = opportunity(referral);

    assertThat(referral(referral).path("externalReferenceId").asText())
        .isEqualTo(row.path("opportunityid").asText());
  }

  @Test
  void writesNothingButTheColumnThatDiffers() {
    String referral = deal(DealKind.SHARED, "{}");
    ObjectNode before = opportunity(referral);
    forgetRequests();

    edit(referral, "{'details':{'dealValue':61000.50}}");
    awaitValue(referral, "61000.50");

    assertThat(calls())
        .containsExactly(
            "GET engagements/referrals/" + referral,
            "PATCH data/v9.2/opportunities(" + id(before) + ")");
    assertThat(patches().get(0).header("If-Match")).contains(before.path("@odata.etag").asText());
    assertThat(SandboxJson.parse(patches().get(0).body()))
        .isEqualTo(SandboxJson.parse("{\"estimatedvalue\":61000.5}"));
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

    assertThat(calls()).containsExactly("GET engagements/referrals/" + referral);
    assertThat(lastRun(referral).outcome()).isEqualTo(Outcome.UNCHANGED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'name':'Renamed'}|name|✔ Renamed",
        "{'details':{'dealValue':12.34}}|estimatedvalue|12.34",
        "{'details':{'currency':'EUR'}}|transactioncurrencyid@odata.bind|EUR",
        "{'details':{'closingDateTime':'2031-02-03T00:00:00Z'}}|estimatedclosedate|2031-02-03",
        "{'details':{'notes':'Other notes'}}|description|Other notes",
        "{'referralProgram':'Other'}|msft_microsoftpartnercenterreferralprogram|Other",
        "{'trackingInfo':{'microsoftMsxId':'8-X'}}|msft_microsoftcrmidentifier|8-X",
        "{'details':{'requirements':{'solutions':[{'id':'SOL-2','type':'Name'}]}}}|msft_microsoftpartnercentersolutions|SOL-2",
        "{'inviteContext':{'assistanceRequestCode':'GeneralOrOther'}}|msft_microsoftpartnercenterhelp|299600005"
      })
  void bringsAnEditOfOneFieldAndNothingElse(String edit, String column, String value) {
    String referral = deal(DealKind.SHARED, "{}");
    opportunity(referral);
    forgetRequests();

    SANDBOX.partnerCenter().edit(referral, json(edit), true);
    org.awaitility.Awaitility.await().atMost(PATIENCE).until(() -> !patches().isEmpty());
    quiet(referral);

    assertThat(patches()).hasSize(1);
    ObjectNode body = SandboxJson.parseObject(patches().get(0).body());
    assertThat(body.properties()).extracting(java.util.Map.Entry::getKey).containsExactly(column);
    String expected =
        value.equals("EUR") ? "/transactioncurrencies(" + currency("EUR") + ")" : value;
    assertThat(body.get(column).asText()).isEqualTo(expected);
  }

  @Test
  void bringsTheSharingWithMicrosoftToTheVisibility() {
    String referral =
        deal(DealKind.PRIVATE, "{'consent':{'consentToShareReferralWithMicrosoftSellers':false}}");
    assertThat(opportunity(referral).path(PREFIX + "referralvisible").asBoolean(true)).isFalse();

    edit(referral, "{'consent':{'consentToShareReferralWithMicrosoftSellers':true}}");
    org.awaitility.Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                records("opportunities", referral)
                    .get(0)
                    .path(PREFIX + "referralvisible")
                    .asBoolean());
  }

  @Test
  void cutsNotesThatTheCrmCannotHoldAndNeverSeesThemAsAnEdit() {
    String notes = "é".repeat(2500);
    String referral = deal(DealKind.SHARED, "{'details':{'notes':'" + notes + "'}}");
    assertThat(opportunity(referral).path("description").asText()).hasSize(2000);
    forgetRequests();

    edit(referral, "{'details':{'dealValue':7}}");
    awaitValue(referral, "7");

    assertThat(SandboxJson.parse(patches().get(0).body()))
        .isEqualTo(SandboxJson.parse("{\"estimatedvalue\":7}"));
  }

  @Test
  void doesNotTrustTheVersionOfARecordInWhichTheCrmSetAValueOfItsOwn() {
    String referral = deal(DealKind.SHARED, "{'details':{'currency':null}}");
    ObjectNode row = opportunity(referral);

    assertThat(row.path("_transactioncurrencyid_value").asText()).isEqualTo(currency("USD"));
    assertThat(link(referral).recordVersion()).isNull();
    assertThat(runs(referral))
        .anySatisfy(
            run ->
                assertThat(run.detail().steps())
                    .anyMatch(step -> step.contains("amount without a currency")));
  }

  @Test
  void doesNotCreateADealWhoseCrmIdIsUnknown() {
    String referral = deal(DealKind.SHARED, "{'externalReferenceId':'" + UUID.randomUUID() + "'}");
    quiet(referral);

    assertThat(records("opportunities", referral)).isEmpty();
    assertThat(lastRun(referral).outcome()).isEqualTo(Outcome.IGNORED);
    assertThat(lastRun(referral).reason()).contains("which this CRM does not know");
    assertThat(link(referral).state()).isEqualTo(LinkState.IGNORED);
  }

  @Test
  void adoptsTheOpportunityWhoseIdTheReferralCarries() {
    UUID existing =
        SANDBOX
            .dataverse()
            .create(
                "opportunities",
                json(
                    "{'name':'Made by hand','customerid_account@odata.bind':'" + account() + "'}"));
    String referral = deal(DealKind.SHARED, "{'externalReferenceId':'" + existing + "'}");
    ObjectNode row = opportunity(referral);

    assertThat(id(row)).isEqualTo(existing);
    assertThat(row.path("estimatedvalue").decimalValue()).isEqualByComparingTo("50000");
    assertThat(row.path(PREFIX + "referralsyncaudit").asText()).contains("sync success");
  }

  @Test
  void leavesMicrosoftsOwnSideOfADealAlone() {
    String referral = deal(DealKind.SHARED, "{}");
    opportunity(referral);
    String theirs = SANDBOX.partnerCenter().createMicrosofts(referral).path("id").asText();
    quiet(theirs);

    assertThat(records("opportunities", theirs)).isEmpty();
    assertThat(records("leads", theirs)).isEmpty();
  }

  private void awaitValue(String referral, String value) {
    org.awaitility.Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                records("opportunities", referral)
                        .get(0)
                        .path("estimatedvalue")
                        .decimalValue()
                        .compareTo(new BigDecimal(value))
                    == 0);
    quiet(referral);
  }

  private static String account() {
    UUID account = SANDBOX.dataverse().create("accounts", json("{'name':'Existing'}"));
    return "/accounts(" + account + ")";
  }

  private static String currency(String code) {
    return SANDBOX.dataverse().rows("transactioncurrencies").stream()
        .filter(row -> code.equals(row.path("isocurrencycode").asText()))
        .findFirst()
        .orElseThrow()
        .path("transactioncurrencyid")
        .asText();
  }

  private static JsonNode related(String entitySet, JsonNode id) {
    return SANDBOX.dataverse().row(entitySet, UUID.fromString(id.asText())).orElseThrow();
  }
}
