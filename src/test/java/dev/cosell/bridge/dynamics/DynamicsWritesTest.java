package dev.cosell.bridge.dynamics;

import static dev.cosell.bridge.dynamics.DynamicsDeal.ACCOUNT;
import static dev.cosell.bridge.dynamics.DynamicsDeal.CONTACT;
import static dev.cosell.bridge.dynamics.DynamicsDeal.DOLLAR;
import static dev.cosell.bridge.dynamics.DynamicsDeal.IDENTIFIER;
import static dev.cosell.bridge.dynamics.DynamicsDeal.LEAD;
import static dev.cosell.bridge.dynamics.DynamicsDeal.OPPORTUNITY;
import static dev.cosell.bridge.dynamics.DynamicsDeal.REFERRAL;
import static dev.cosell.bridge.dynamics.DynamicsDeal.answer;
import static dev.cosell.bridge.dynamics.DynamicsDeal.creating;
import static dev.cosell.bridge.dynamics.DynamicsDeal.headers;
import static dev.cosell.bridge.dynamics.DynamicsDeal.http;
import static dev.cosell.bridge.dynamics.DynamicsDeal.json;
import static dev.cosell.bridge.dynamics.DynamicsDeal.parsed;
import static dev.cosell.bridge.dynamics.DynamicsDeal.path;
import static dev.cosell.bridge.dynamics.DynamicsDeal.referral;
import static dev.cosell.bridge.dynamics.DynamicsDeal.updating;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.dynamics.DynamicsSettings.CreateBy;
import dev.cosell.bridge.sync.Decision;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import dev.cosell.bridge.sync.Synchronization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DynamicsWritesTest {

  private final DynamicsWrites writes = writes(CreateBy.ALTERNATE_KEY);

  private static DynamicsWrites writes(CreateBy createBy) {
    return new DynamicsWrites(
        DynamicsDeal.MAPPINGS, DynamicsDeal.currencies(), DynamicsDeal.settings(createBy));
  }

  @ParameterizedTest
  @CsvSource({
    "CREATE_OPPORTUNITY,opportunities,opportunityid",
    "TURN_LEAD_INTO_OPPORTUNITY,opportunities,opportunityid",
    "CREATE_LEAD,leads,leadid"
  })
  void createsByTheAlternateKeyAndOnlyOnce(Decision decision, String table, String id) {
    Map<String, Object> headers = headers(it -> writes.create(creating(decision, referral()), it));
    assertThat(path(headers))
        .startsWith(
            table + "(" + IDENTIFIER + "='" + REFERRAL + "')?$select=" + id + ",modifiedon,");
    assertThat(http(headers))
        .isEqualTo(Map.of("If-None-Match", "*", "Prefer", "return=representation"));
    assertThat(headers).doesNotContainKey("CamelOlingo4.$filter");
  }

  @Test
  void createsByARecordIdThatIsAlwaysTheSameForAReferralAndAnEntity() {
    DynamicsWrites byId = writes(CreateBy.RECORD_ID);
    String opportunity = path(headers(it -> byId.create(opportunity(), it)));
    String lead = path(headers(it -> byId.create(creating(Decision.CREATE_LEAD, referral()), it)));

    assertThat(opportunity)
        .isEqualTo(path(headers(it -> byId.create(opportunity(), it))))
        .matches("opportunities\\([0-9a-f-]{36}\\)\\?\\$select=opportunityid,modifiedon,.*")
        .doesNotContain(REFERRAL);
    assertThat(lead).startsWith("leads(");
    assertThat(key(lead)).isNotEqualTo(key(opportunity));
    assertThat(http(headers(it -> byId.create(opportunity(), it))))
        .isEqualTo(Map.of("If-None-Match", "*", "Prefer", "return=representation"));
  }

  private static String key(String path) {
    return path.replaceAll(".*\\((.*)\\).*", "$1");
  }

  @Test
  void sendsEveryColumnOfANewOpportunityButNotItsKey() {
    assertThat(parsed(writes.newRecord(opportunity())))
        .isEqualTo(
            json(
                "{'msft_microsoftpartnercenterreferrallink':'https://partner.microsoft.com/referrals/v2/inbox?id="
                    + REFERRAL
                    + "','msft_microsoftpartnercenterreferralsync':true,'name':'Example rollout','estimatedvalue':50000.1,"
                    + "'transactioncurrencyid@odata.bind':'/transactioncurrencies("
                    + DOLLAR
                    + ")','estimatedclosedate':'2030-11-14','description':'Synthetic deal.'}"));
  }

  @Test
  void sendsTheReferralIdWhereItIsNotTheKey() {
    assertThat(
            parsed(writes(CreateBy.RECORD_ID).newRecord(opportunity())).path(IDENTIFIER).asText())
        .isEqualTo(REFERRAL);
  }

  @ParameterizedTest
  @CsvSource({"New,Pending", "Active,Accepted", "Closed,Won", "Closed,Lost"})
  void neverSetsAStateOnCreate(String status, String substatus) {
    ObjectNode referral = referral().put("status", status).put("substatus", substatus);
    for (Decision decision : List.of(Decision.CREATE_OPPORTUNITY, Decision.CREATE_LEAD)) {
      assertThat(parsed(writes.newRecord(creating(decision, referral))).properties())
          .extracting(Map.Entry::getKey)
          .doesNotContain("statecode", "statuscode");
    }
  }

  @Test
  void bindsAccountAndContactOfAnOpportunity() {
    Synchronization known =
        opportunity().withReference("account", ACCOUNT).withReference("contact", CONTACT);
    ObjectNode row = parsed(writes.newRecord(known));
    assertThat(row.path("customerid_account@odata.bind").asText())
        .isEqualTo("/accounts(" + ACCOUNT + ")");
    assertThat(row.path("parentaccountid@odata.bind").asText())
        .isEqualTo("/accounts(" + ACCOUNT + ")");
    assertThat(row.path("parentcontactid@odata.bind").asText())
        .isEqualTo("/contacts(" + CONTACT + ")");
    assertThat(row.has("originatingleadid@odata.bind")).isFalse();
  }

  @Test
  void bindsNothingThatIsNotKnown() {
    ObjectNode row = parsed(writes.newRecord(opportunity()));
    assertThat(row.properties())
        .extracting(Map.Entry::getKey)
        .filteredOn(name -> name.endsWith("@odata.bind"))
        .containsExactly("transactioncurrencyid@odata.bind");
  }

  @Test
  void bindsTheLeadThatAnOpportunityCameFrom() {
    ObjectNode row =
        parsed(writes.newRecord(creating(Decision.TURN_LEAD_INTO_OPPORTUNITY, referral())));
    assertThat(row.path("originatingleadid@odata.bind").asText())
        .isEqualTo("/leads(" + LEAD.value() + ")");
  }

  @Test
  void aLeadHoldsItsCustomerItselfAndBindsNone() {
    ObjectNode row =
        parsed(
            writes.newRecord(
                creating(Decision.CREATE_LEAD, referral())
                    .withReference("account", ACCOUNT)
                    .withReference("contact", CONTACT)));
    assertThat(row.path("companyname").asText()).isEqualTo("O'Brien & Söhne");
    assertThat(row.path("lastname").asText()).isEqualTo("Example");
    assertThat(row.properties())
        .extracting(Map.Entry::getKey)
        .filteredOn(name -> name.endsWith("@odata.bind"))
        .containsExactly("transactioncurrencyid@odata.bind");
  }

  @Test
  void updatesOnlyTheVersionThatWasRead() {
    Map<String, Object> headers =
        headers(it -> writes.update(updating(OPPORTUNITY, "W/\"7\"", referral(), "name"), it));
    assertThat(path(headers))
        .startsWith("opportunities(" + OPPORTUNITY.value() + ")?$select=opportunityid,modifiedon,");
    assertThat(http(headers))
        .isEqualTo(Map.of("If-Match", "W/\"7\"", "Prefer", "return=representation"));
  }

  @Test
  void neverCreatesARowThatIsGoneWhenTheVersionIsNotKnown() {
    Map<String, Object> headers =
        headers(it -> writes.update(updating(LEAD, null, referral(), "name"), it));
    assertThat(path(headers)).startsWith("leads(" + LEAD.value() + ")?$select=leadid,modifiedon,");
    assertThat(http(headers)).isEqualTo(Map.of("If-Match", "*", "Prefer", "return=representation"));
  }

  @Test
  void updatesByTheRememberedVersionWhenTheRecordWasNotRead() {
    Synchronization unread =
        DynamicsDeal.begun(DynamicsDeal.link(OPPORTUNITY, "W/\"5\""), referral())
            .withPlan(updating(OPPORTUNITY, null, referral(), "name").knownPlan());
    assertThat(http(headers(it -> writes.update(unread, it)))).containsEntry("If-Match", "W/\"5\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name        | {'name':'Example rollout'}",
        "dealValue   | {'estimatedvalue':50000.1}",
        "closingDate | {'estimatedclosedate':'2030-11-14'}",
        "notes       | {'description':'Synthetic deal.'}",
        "currency    | {'transactioncurrencyid@odata.bind':'/transactioncurrencies(66666666-0000-4000-8000-000000000001)'}",
        "microsoftMsxId | {'msft_microsoftcrmidentifier':null}",
        "status      | {'statecode':0,'statuscode':1}",
      })
  void sendsOnlyTheColumnsThatDiffer(String field, String body) {
    Synchronization update = updating(OPPORTUNITY, "W/\"7\"", referral(), field);
    assertThat(writes.changesColumns(update)).isTrue();
    assertThat(parsed(writes.changedColumns(update))).isEqualTo(json(body));
    assertThat(writes.namesCurrency(update)).isEqualTo(field.equals("currency"));
  }

  @ParameterizedTest
  @CsvSource({"Won", "Lost", "Declined", "Expired", "Error"})
  void leavesClosingAnOpportunityToTheActions(String substatus) {
    ObjectNode referral = referral().put("status", "Closed").put("substatus", substatus);
    Synchronization alone = updating(OPPORTUNITY, "W/\"7\"", referral, "status");
    Synchronization withName = updating(OPPORTUNITY, "W/\"7\"", referral, "status", "name");

    assertThat(writes.changesColumns(alone)).isFalse();
    assertThat(writes.changesColumns(withName)).isTrue();
    assertThat(parsed(writes.changedColumns(withName)))
        .isEqualTo(json("{'name':'Example rollout'}"));
  }

  @Test
  void disqualifiesALeadByItsColumns() {
    ObjectNode referral = referral().put("status", "Closed").put("substatus", "Declined");
    Synchronization update = updating(LEAD, "W/\"7\"", referral, "status");
    assertThat(writes.changesColumns(update)).isTrue();
    assertThat(parsed(writes.changedColumns(update)))
        .isEqualTo(json("{'statecode':2,'statuscode':7}"));
  }

  @Test
  void refusesACurrencyThatTheCrmDoesNotHave() {
    ObjectNode referral = referral();
    referral.withObject("/details").put("currency", "XTS");
    for (Runnable write :
        List.<Runnable>of(
            () -> writes.newRecord(creating(Decision.CREATE_OPPORTUNITY, referral)),
            () -> writes.changedColumns(updating(OPPORTUNITY, null, referral, "currency")))) {
      assertThatExceptionOfType(RemoteFailure.class)
          .isThrownBy(write::run)
          .withMessage(
              "the currency XTS is not set up in Dynamics 365; an administrator has to add it, then"
                  + " the change can be resubmitted")
          .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.REJECTED));
    }
  }

  @Test
  void takesIdAndVersionOfANewRecordFromItsRow() {
    Synchronization created =
        writes.created(
            opportunity(),
            answer(
                "{'@odata.etag':'W/1','opportunityid':'" + OPPORTUNITY.value() + "'}",
                "ETag",
                "W/ignored"));
    assertThat(created.knownRecordId()).isEqualTo(OPPORTUNITY);
    assertThat(created.knownVersion()).isEqualTo("W/1");
    assertThat(created.link().record()).as("remembered at once").isEqualTo(OPPORTUNITY);
  }

  @Test
  void takesIdAndVersionOfANewRecordFromTheHeadersWhenThereIsNoRow() {
    Synchronization created =
        writes.created(
            creating(Decision.CREATE_LEAD, referral()),
            answer("", "OData-EntityId", "https://x/leads(" + LEAD.value() + ")", "etag", "W/2"));
    assertThat(created.knownRecordId()).isEqualTo(LEAD);
    assertThat(created.knownVersion()).isEqualTo("W/2");
  }

  @Test
  void looksAgainWhenTheCrmDoesNotTellWhatItCreated() {
    assertThatExceptionOfType(RemoteFailure.class)
        .isThrownBy(() -> writes.created(opportunity(), answer("")))
        .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.STALE));
  }

  @ParameterizedTest
  @EnumSource(CreateBy.class)
  void anAcceptedLeadIsReplacedByTheOpportunityThatWasCreated(CreateBy createBy) {
    Synchronization created =
        writes(createBy)
            .created(
                creating(Decision.TURN_LEAD_INTO_OPPORTUNITY, referral()),
                answer("{'opportunityid':'" + OPPORTUNITY.value() + "'}"));
    assertThat(created.link().record()).isEqualTo(OPPORTUNITY);
    assertThat(created.knownRecordId()).isEqualTo(OPPORTUNITY);
  }

  @Test
  void knowsTheVersionThatAnUpdateMade() {
    Synchronization update = updating(OPPORTUNITY, "W/\"7\"", referral(), "name");
    assertThat(
            writes
                .updated(
                    update,
                    answer("{'@odata.etag':'W/8','opportunityid':'" + OPPORTUNITY.value() + "'}"))
                .knownVersion())
        .isEqualTo("W/8");
    assertThat(writes.updated(update, answer("")).knownVersion()).isNull();
  }

  @Test
  void doubtsAWriteThatWasAnsweredWithSomethingElseThanItsRow() {
    Synchronization update = updating(OPPORTUNITY, "W/\"7\"", referral(), "name");
    for (String page : new String[] {"{'hello':1}", "{'value':[]}"}) {
      assertThatExceptionOfType(RemoteFailure.class)
          .isThrownBy(() -> writes.updated(update, answer(page)))
          .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT));
    }
  }

  private static Synchronization opportunity() {
    return creating(Decision.CREATE_OPPORTUNITY, referral());
  }
}
