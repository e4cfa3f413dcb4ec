package dev.cosell.bridge.sandbox.dataverse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.sandbox.dataverse.Caller.Answer;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SellersFormTest extends DataverseTestBase {

  private static final String SYNC = "msft_microsoftpartnercenterreferralsync";
  private static final String FORM =
      """
      {"name":"Rollout","estimatedvalue":50000.5,"estimatedclosedate":"2030-11-14","currency":"EUR",
       "account":{"name":"Example Customer Ltd","address1_postalcode":"00000",
                  "address1_country":"US"},
       "contact":{"firstname":"Avery","lastname":"Example","emailaddress1":"avery@customer.example"},
       "owner":"kim@partner.example","sync":true,"visible":true,"help":"ProofOfConceptOrDemo",
       "solutions":["SOL-00001-AAA","SOL-00002-BBB"]}
      """;

  @Test
  void createsADealWithEverythingThatBelongsToItByOneCall() {
    JsonNode deal = filled(FORM);

    assertThat(deal.path(SYNC).asBoolean()).isTrue();
    assertThat(deal.path("msft_microsoftpartnercenterreferralvisible").asBoolean()).isTrue();
    assertThat(deal.path("msft_microsoftpartnercenterhelp").asInt()).isEqualTo(299_600_002);
    assertThat(deal.path("msft_microsoftpartnercentersolutions").asText())
        .isEqualTo("SOL-00001-AAA, SOL-00002-BBB");
    assertThat(read("accounts", deal, "_parentaccountid_value", "name,address1_country"))
        .hasToString("[\"Example Customer Ltd\",\"US\"]");
    assertThat(deal.path("_customerid_value")).isEqualTo(deal.path("_parentaccountid_value"));
    assertThat(read("contacts", deal, "_parentcontactid_value", "fullname,_parentcustomerid_value"))
        .hasToString("[\"Avery Example\"," + deal.path("_parentaccountid_value") + "]");
    assertThat(
            read("transactioncurrencies", deal, "_transactioncurrencyid_value", "isocurrencycode"))
        .hasToString("[\"EUR\"]");
    assertThat(read("systemusers", deal, "_ownerid_value", "internalemailaddress,mobilephone"))
        .hasToString("[\"kim@partner.example\",\"+15550102\"]");
    assertThat(deal.path("_owninguser_value")).isEqualTo(deal.path("_ownerid_value"));
  }

  @Test
  void findsTheAccountByNameAndPostalCodeAndTheContactByEmail() {
    JsonNode first = filled(FORM);
    JsonNode second = filled(FORM.replace("\"Avery\"", "\"A.\"").replace("Ltd", "LTD"));
    JsonNode elsewhere = filled(FORM.replace("\"00000\"", "\"11111\""));

    assertThat(second.path("_parentaccountid_value"))
        .isEqualTo(first.path("_parentaccountid_value"));
    assertThat(second.path("_parentcontactid_value"))
        .isEqualTo(first.path("_parentcontactid_value"));
    assertThat(elsewhere.path("_parentaccountid_value"))
        .isNotEqualTo(first.path("_parentaccountid_value"));
    assertThat(sandbox.rows("contacts")).hasSize(1);
  }

  @Test
  void isRobinsAndPrivateUnlessToldOtherwise() {
    JsonNode deal = filled("{\"name\":\"Plain\",\"account\":{\"name\":\"Contoso\"}}");

    assertThat(deal.path(SYNC).asBoolean()).isFalse();
    assertThat(deal.has("msft_microsoftpartnercenterhelp")).isFalse();
    assertThat(read("systemusers", deal, "_ownerid_value", "internalemailaddress"))
        .hasToString("[\"robin@partner.example\"]");
    assertThat(
            read("transactioncurrencies", deal, "_transactioncurrencyid_value", "isocurrencycode"))
        .hasToString("[\"USD\"]");
  }

  @Test
  void editsOnlyWhatTheFormNames() {
    JsonNode before = filled(FORM);
    clock.pass(Duration.ofSeconds(5));
    String edit =
        "{\"owner\":\"sam@partner.example\",\"help\":null,"
            + "\"contact\":{\"firstname\":\"New\",\"lastname\":\"Contact\"}}";

    JsonNode after = api.control("PATCH", path(before), edit).json();

    assertThat(after.path("_ownerid_value")).isNotEqualTo(before.path("_ownerid_value"));
    assertThat(after.path("_owninguser_value")).isEqualTo(after.path("_ownerid_value"));
    assertThat(after.has("msft_microsoftpartnercenterhelp")).isFalse();
    assertThat(after.path("_customerid_value")).isEqualTo(before.path("_customerid_value"));
    assertThat(
            read("contacts", after, "_parentcontactid_value", "fullname,_parentcustomerid_value"))
        .hasToString("[\"New Contact\"," + before.path("_parentaccountid_value") + "]");
    assertThat(after.path(SYNC)).isEqualTo(before.path(SYNC));
    assertThat(after.path("modifiedon").asText()).isGreaterThan(before.path("modifiedon").asText());
  }

  @Test
  void makesLeadsToo() {
    String form = "{\"subject\":\"Call\",\"owner\":\"kim@partner.example\",\"sync\":true}";
    JsonNode lead = api.control("POST", "leads", form).json();

    assertThat(lead.path(SYNC).asBoolean()).isTrue();
    assertThat(read("systemusers", lead, "_ownerid_value", "firstname")).hasToString("[\"Kim\"]");
    assertThat(lead.path("_owninguser_value")).isEqualTo(lead.path("_ownerid_value"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"currency\":\"XTS\"",
        "\"owner\":\"nobody@partner.example\"",
        "\"help\":\"Coffee\"",
        "\"account\":\"New\"",
        "\"estimatedvalue\":\"much\"",
      })
  void leavesNothingBehindOfAFormThatIsRefused(String member) {
    String form =
        "{\"name\":\"x\",\"contact\":{\"lastname\":\"New\"},\"account\":{\"name\":\"New\"},";

    assertThat(api.control("POST", "opportunities", form + member + "}").status()).isEqualTo(400);
    assertThat(sandbox.rows("accounts")).hasSize(1);
    assertThat(sandbox.rows("contacts")).isEmpty();
    assertThat(sandbox.rows("opportunities")).isEmpty();
  }

  @Test
  void putsADealOnHoldAndEndsItsSharing() {
    JsonNode deal = filled(FORM);
    String path = path(deal);

    assertThat(api.control("POST", path + "/hold", "").status()).isEqualTo(204);
    assertThat(now(deal).path("statuscode").asInt()).isEqualTo(2);
    assertThat(api.control("POST", path + "/resume", "").status()).isEqualTo(204);
    assertThat(now(deal).path("statuscode").asInt()).isEqualTo(1);
    assertThat(api.control("POST", path + "/unshare", "").status()).isEqualTo(204);
    assertThat(now(deal).path(SYNC).asBoolean()).isFalse();
    assertThat(api.control("POST", path + "/share", "").status()).isEqualTo(204);
    assertThat(now(deal).path(SYNC).asBoolean()).isTrue();
    sandbox.win(UUID.fromString(deal.path("opportunityid").asText()));
    assertThat(api.control("POST", path + "/hold", "").status()).isEqualTo(400);
  }

  private JsonNode filled(String form) {
    Answer answer = api.control("POST", "opportunities", form);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json();
  }

  private JsonNode now(JsonNode deal) {
    return api.control("GET", path(deal), "").json();
  }

  private static String path(JsonNode deal) {
    return "opportunities/" + deal.path("opportunityid").asText();
  }

  /** Reads columns of the row that a lookup names as the bridge would. */
  private JsonNode read(String entitySet, JsonNode from, String lookup, String columns) {
    String address = entitySet + "(" + from.path(lookup).asText() + ")?$select=" + columns;
    JsonNode row = api.get(address).json();
    var values = Json.MAPPER.createArrayNode();
    for (String column : columns.split(",", -1)) {
      values.add(row.path(column));
    }
    return values;
  }
}
