package dev.cosell.bridge.salesforce;

import static dev.cosell.bridge.salesforce.OrgDeal.OPPORTUNITY;
import static dev.cosell.bridge.salesforce.OrgDeal.answer;
import static dev.cosell.bridge.salesforce.OrgDeal.creating;
import static dev.cosell.bridge.salesforce.OrgDeal.headers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.crm.Deals;
import dev.cosell.bridge.sync.CrmRecord;
import dev.cosell.bridge.sync.Mappings;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import dev.cosell.bridge.sync.Synchronization;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SalesforceWritesTest {

  private static final URI ORG = URI.create("https://contoso.example");
  private static final String DUPLICATES = "Sforce-Duplicate-Rule-Header";

  private final Mappings mappings = OrgDeal.mappings();
  private final SalesforceOrganization organization = OrgDeal.organization(OrgDeal.facts(mappings));
  private final SalesforceWrites writes = writes(Map.of());

  private SalesforceWrites writes(Map<String, String> settings) {
    return new SalesforceWrites(
        mappings, organization, new SalesforceApi(TestSettings.at(ORG, settings)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"opportunity", "lead"})
  void createsByTheReferralsIdWhichIsNotInTheBody(String entity) {
    Synchronization deal = creating(mappings, entity);
    Map<String, Object> headers = headers(it -> writes.create(deal, it));

    assertThat(headers)
        .containsEntry("rawMethod", "PATCH")
        .containsEntry(
            "rawPath",
            "/services/data/v62.0/sobjects/"
                + OrgFacts.objectOf(entity)
                + "/Referral_Identifier__c/"
                + Deals.REFERRAL)
        .doesNotContainKey("If-Unmodified-Since");
    ObjectNode fields = Deals.parsed(writes.newRecord(deal));
    assertThat(fields.has("Referral_Identifier__c")).isFalse();
    assertThat(fields.has("Id")).isFalse();
    assertThat(fields.path("Sync_with_Partner_Center__c").asBoolean()).isTrue();
  }

  @Test
  void namesTheCustomerOfANewOpportunity() {
    ObjectNode fields =
        Deals.parsed(
            writes.newRecord(
                creating(mappings, "opportunity")
                    .withReference("account", "001A")
                    .withReference("contact", "003A")));

    assertThat(fields.path("AccountId").asText()).isEqualTo("001A");
    assertThat(fields.path("ContactId").asText()).isEqualTo("003A");
  }

  @Test
  void savesInSpiteOfAnAlertOfADuplicateRuleUnlessTheSettingsForbidIt() {
    Synchronization deal = creating(mappings, "opportunity");

    assertThat(headers(it -> writes.create(deal, it)))
        .containsEntry(DUPLICATES, "allowSave=true")
        .containsEntry("rawHttpHeaders", DUPLICATES);
    assertThat(headers(it -> writes(Map.of("allow-duplicates", "false")).create(deal, it)))
        .doesNotContainKey(DUPLICATES);
  }

  @Test
  void updatesOnlyWhatNobodyChangedSince() {
    CrmRecord read = OrgDeal.record(OPPORTUNITY, "2030-01-05T09:59:58Z#ab12");
    Synchronization update =
        OrgDeal.updating(mappings.opportunity(), read, Deals.referral(), "dealValue");

    assertThat(headers(it -> writes.update(update, it)))
        .containsEntry(
            "rawPath", "/services/data/v62.0/sobjects/Opportunity/" + OPPORTUNITY.value())
        .containsEntry("If-Unmodified-Since", "Sat, 05 Jan 2030 09:59:58 GMT");
    assertThat(writes.changedFields(update)).isEqualTo("{\"Amount\":50000.1}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"50000.1", "50000.10", "5.00001E4"})
  void knowsTheContentOfARecordAfterAnAnswerWithoutABody(String amount)
      throws JsonProcessingException {
    SalesforceRows rows = new SalesforceRows(organization);
    String row = "{'Id':'%s','SystemModstamp':'%s','Name':'Deal','Amount':%s}";
    String before = row.formatted(OPPORTUNITY.value(), "2030-01-05T09:00:00.000+0000", "1");
    Synchronization update =
        OrgDeal.updating(
            mappings.opportunity(),
            rows.record(mappings.opportunity(), Deals.json(before), Deals.NOW),
            Deals.referral(),
            "dealValue");

    Synchronization updated = writes.updated(update, writes.changedFields(update), answer(""));

    String after = row.formatted(OPPORTUNITY.value(), "2030-01-05T10:00:00.000+0000", amount);
    CrmRecord seen = rows.record(mappings.opportunity(), Deals.json(after), Deals.NOW);
    assertThat(updated.knownRecord().row().path("Amount").decimalValue()).hasToString("50000.1");
    assertThat(String.valueOf(updated.knownVersion()).replaceFirst(".*#", ""))
        .isEqualTo(String.valueOf(seen.version()).replaceFirst(".*#", ""));
  }

  @Test
  void remembersTheRecordAtOnceAndSaysWhenItWasThereAlready() {
    Synchronization deal = creating(mappings, "opportunity");

    Synchronization created =
        writes.created(
            deal, answer("{'id':'" + OPPORTUNITY.value() + "','success':true,'created':false}"));

    assertThat(created.link().record()).isEqualTo(OPPORTUNITY);
    assertThat(OrgDeal.steps(created))
        .containsExactly("the record was there already; it was brought up to date");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{'id':null}", "[]"})
  void looksAgainWhenSalesforceDoesNotTellWhatItCreated(String body) {
    Synchronization deal = creating(mappings, "opportunity");

    RemoteFailure stale =
        catchThrowableOfType(RemoteFailure.class, () -> writes.created(deal, answer(body)));

    assertThat(stale.kind()).isEqualTo(Kind.STALE);
    assertThat(deal.link().record()).isNull();
  }

  @Test
  void theAmountOfAnOpportunityWithLineItemsIsKnownAsComputed() {
    assertThat(OrgFields.ofRecord(mappings.opportunity(), organization.facts()))
        .contains("HasOpportunityLineItem");
    for (boolean hasItems : new boolean[] {true, false}) {
      ObjectNode row =
          Deals.json(
              "{'Id':'%s','HasOpportunityLineItem':%s}".formatted(OPPORTUNITY.value(), hasItems));
      CrmRecord record =
          new SalesforceRows(organization).record(mappings.opportunity(), row, Deals.NOW);
      assertThat(mappings.opportunity().isComputed(record.row())).isEqualTo(hasItems);
    }
  }
}
