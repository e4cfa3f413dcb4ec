package dev.cosell.bridge.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.crm.Deals;
import dev.cosell.bridge.mapping.Snapshot;
import dev.cosell.bridge.salesforce.Relatives.Kind;
import dev.cosell.bridge.sync.CrmRecord;
import dev.cosell.bridge.sync.Mappings;
import dev.cosell.bridge.sync.Synchronization;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What stands around a record. */
class SalesforceRelatedTest {

  private static final URI ORG = URI.create("https://contoso.example");

  private final Mappings mappings = OrgDeal.mappings();
  private final SalesforceOrganization organization = OrgDeal.organization(OrgDeal.facts(mappings));
  private final SalesforceRelated related =
      new SalesforceRelated(
          mappings, organization, new SalesforceApi(TestSettings.at(ORG, Map.of())));

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
    JsonNode record = Deals.json("{'Id':'006000000000001AAA','StageName':'Prospecting'}");
    CrmRecord read = new SalesforceRows(organization).record(mappings.opportunity(), record, null);

    Synchronization richer =
        related.take(
            Deals.begun(Deals.link(null, null), Deals.json("{}")).withRecord(read),
            relatives,
            OrgDeal.answer("{'records':[" + row + "]}"));

    return mappings.opportunity().ofRecord(richer.knownRecord().row());
  }
}
