package dev.cosell.bridge.salesforce;

import static dev.cosell.bridge.salesforce.SalesforceDeal.MAPPINGS;
import static dev.cosell.bridge.salesforce.SalesforceDeal.NOW;
import static dev.cosell.bridge.salesforce.SalesforceDeal.json;
import static dev.cosell.bridge.salesforce.SalesforceDeal.organization;
import static dev.cosell.bridge.salesforce.SalesforceDeal.settings;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.mapping.Snapshot;
import dev.cosell.bridge.salesforce.Relatives.Kind;
import dev.cosell.bridge.sync.CrmRecord;
import dev.cosell.bridge.sync.Synchronization;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What stands around a record. */
class SalesforceRelatedTest {

  private final SalesforceRelated related =
      new SalesforceRelated(MAPPINGS, organization("USD"), new SalesforceApi(settings()));

  @Test
  void isFilledInWhereTheMappingLooksForIt() {
    Snapshot deal =
        taken(
            Kind.CONTACT,
            "{'FirstName':'Avery','LastName':'Example','Email':'avery@customer.example'}");

    assertThat(deal.get("contactLastName").asText()).isEqualTo("Example");
    assertThat(deal.get("customerTeam").at("/0/lastName").asText()).isEqualTo("Example");
  }

  @Test
  void doesNotTakeTheWordsForAMissingNameForAName() {
    Snapshot deal =
        taken(Kind.CONTACT, "{'LastName':'[not provided]','Email':'avery@customer.example'}");

    assertThat(deal.get("contactLastName").isNull()).isTrue();
    assertThat(deal.get("customerTeam").get(0).has("lastName")).isFalse();
    assertThat(deal.get("contactEmail").asText()).isEqualTo("avery@customer.example");
    assertThat(taken(Kind.ACCOUNT, "{'Name':'[not provided]'}").get("accountName").isNull())
        .isTrue();
  }

  private Snapshot taken(Kind kind, String row) {
    Relatives relatives = new Relatives();
    relatives.add(kind, "001");
    JsonNode record = json("{'Id':'006000000000001AAA','StageName':'Prospecting'}");
    CrmRecord read =
        new SalesforceRows(organization("USD")).record(MAPPINGS.opportunity(), record, null);
    SalesforceAnswer answer =
        new SalesforceAnswer(
            json("{'records':[" + row + "]}").toString(),
            new SalesforceAnswer.Said(200, NOW, Duration.ZERO));

    Synchronization richer =
        related.take(SalesforceDeal.begun(json("{}")).withRecord(read), relatives, answer);

    return MAPPINGS.opportunity().ofRecord(richer.knownRecord().row());
  }
}
