package dev.cosell.bridge.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SalesforceLeadTest extends SalesforceTestBase {

  @Test
  void joinsTheNameOfALead() {
    String id = createdLead("Example", "\"FirstName\":\"Avery\"");

    assertThat(lead(id).path("Name").asText()).isEqualTo("Avery Example");
    api.patch("sobjects/Lead/" + id, json("{'FirstName':null}"));
    assertThat(lead(id).path("Name").asText()).isEqualTo("Example");
    assertThat(api.patch("sobjects/Lead/" + id, json("{'Name':'x'}")).code())
        .isEqualTo("INVALID_FIELD_FOR_INSERT_UPDATE");
  }

  @Test
  void refusesToConvertALeadByItsStatus() {
    String id = createdLead("Example");

    Caller.Answer answer =
        api.patch("sobjects/Lead/" + id, json("{'Status':'Closed - Converted'}"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("INVALID_STATUS");
    assertThat(api.patch("sobjects/Lead/" + id, json("{'Status':'Working - Contacted'}")).status())
        .isEqualTo(204);
    assertThat(api.patch("sobjects/Lead/" + id, json("{'Status':'Gone'}")).code())
        .isEqualTo("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST");
  }

  @Test
  void convertsALeadIntoAnOpportunityWithItsAccountAndContact() {
    String id =
        createdLead(
            "Example",
            "\"FirstName\":\"Avery\"",
            "\"Email\":\"avery@customer.example\"",
            "\"PostalCode\":\"00000\"",
            "\"CurrencyIsoCode\":\"EUR\"",
            "\"" + REFERRAL + "\":\"r-1\"",
            "\"" + SYNC + "\":true");
    clock.pass(Duration.ofMinutes(1));

    String opportunity = Objects.requireNonNull(sandbox.convert(id, true));

    assertThat(lead(id).path("IsConverted").asBoolean()).isTrue();
    assertThat(lead(id).path("Status").asText()).isEqualTo("Closed - Converted");
    assertThat(lead(id).path("ConvertedDate").asText()).isEqualTo("2030-01-05");
    assertThat(lead(id).path("ConvertedOpportunityId").asText()).isEqualTo(opportunity);
    assertThat(lead(id).path("SystemModstamp").asText()).isEqualTo("2030-01-05T10:01:00.000+0000");
    assertThat(row(opportunity).path("Name").asText()).isEqualTo("Example Customer Ltd-");
    assertThat(row(opportunity).path("StageName").asText()).isEqualTo("Prospecting");
    assertThat(row(opportunity).path("CloseDate").asText()).isEqualTo("2030-03-31");
    assertThat(row(opportunity).path("CurrencyIsoCode").asText()).isEqualTo("EUR");
    assertThat(row(opportunity).path("ContactId")).isEqualTo(lead(id).path("ConvertedContactId"));
    assertThat(row(opportunity).path("AccountId")).isEqualTo(lead(id).path("ConvertedAccountId"));
    assertThat(row(opportunity).has(REFERRAL)).isFalse();
    assertThat(row(opportunity).path(SYNC).asBoolean(true)).isFalse();
  }

  @Test
  void takesOverTheFieldsThatTheAdministratorMapped() {
    change(settings -> settings.withLeadFieldMapping(Map.of(SYNC, SYNC, REFERRAL, REFERRAL)));
    String id = createdLead("Example", "\"" + REFERRAL + "\":\"r-1\"", "\"" + SYNC + "\":true");

    String opportunity = Objects.requireNonNull(sandbox.convert(id, true));

    assertThat(row(opportunity).path(REFERRAL).asText()).isEqualTo("r-1");
    assertThat(row(opportunity).path(SYNC).asBoolean()).isTrue();
  }

  @Test
  void convertsALeadWithoutAnOpportunity() {
    String id = createdLead("Example");

    assertThat(sandbox.convert(id, false)).isNull();

    assertThat(sandbox.rows("Opportunity")).isEmpty();
    assertThat(lead(id).has("ConvertedOpportunityId")).isFalse();
    assertThat(lead(id).path("ConvertedAccountId").asText()).startsWith("001");
  }

  @Test
  void takesTheCustomerThatIsAlreadyThere() {
    String account =
        sandbox.create(
            "Account", form("{'Name':'Example Customer Ltd','BillingPostalCode':'00000'}"));
    String contact =
        sandbox.create("Contact", form("{'LastName':'E','Email':'avery@customer.example'}"));
    String id =
        createdLead("Example", "\"Email\":\"AVERY@customer.example\"", "\"PostalCode\":\"00000\"");

    sandbox.convert(id, false);

    assertThat(lead(id).path("ConvertedAccountId").asText()).isEqualTo(account);
    assertThat(lead(id).path("ConvertedContactId").asText()).isEqualTo(contact);
  }

  @Test
  void refusesEveryWriteOfAConvertedLead() {
    String id = createdLead("Example");
    sandbox.convert(id, false);

    Caller.Answer answer = api.patch("sobjects/Lead/" + id, json("{'Title':'x'}"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("CANNOT_UPDATE_CONVERTED_LEAD");
    assertThat(answer.message()).isEqualTo("cannot reference converted lead");
    assertThatThrownBy(() -> sandbox.convert(id, true)).isInstanceOf(SalesforceError.class);
    assertThat(api.records("SELECT Id FROM Lead WHERE IsConverted = true")).hasSize(1);
  }

  private ObjectNode lead(String id) {
    return sandbox.row("Lead", id).orElseThrow();
  }
}
