package dev.cosell.bridge.sandbox.dataverse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataverseBindingTest extends DataverseTestBase {

  @Test
  void demandsACustomerOfAnOpportunityAlsoLater() {
    assertThat(api.post("opportunities", "{\"name\":\"Deal\"}").message()).contains("customerid");
    assertThat(api.patch(row(created("Deal")), "{\"customerid_account@odata.bind\":null}").status())
        .isEqualTo(400);
  }

  @Test
  void bindsLookupsByTheirNavigationProperties() {
    UUID contact =
        api.post(
                "contacts",
                "{\"lastname\":\"Li\",\"parentcustomerid_account@odata.bind\":\"/accounts(%s)\"}"
                    .formatted(account))
            .id();
    UUID id =
        api.post(
                "opportunities",
                "{\"name\":\"D\",\"customerid_contact@odata.bind\":\"/contacts(%s)\"}"
                    .formatted(contact))
            .id();

    assertThat(sandbox.row("opportunities", id).orElseThrow().path("_customerid_value").asText())
        .isEqualTo(contact.toString());
    assertThat(
            sandbox.row("contacts", contact).orElseThrow().path("_parentcustomerid_value").asText())
        .isEqualTo(account.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "customerid@odata.bind, /accounts(%s), 400",
    "parentcontactid@odata.bind, /accounts(%s), 400",
    "parentaccountid@odata.bind, %s, 400",
    "parentaccountid@odata.bind, /accounts(11111111-0000-4000-8000-000000000001), 404",
    "parentaccountid@odata.bind, /quotes(%s), 404",
    "msft_solutionarea@odata.bind, /accounts(%s), 400",
  })
  void refusesABindThatLeadsNowhere(String member, String target, int status) {
    String bind = "\"" + member + "\":\"" + target.formatted(account) + "\"";

    assertThat(api.post("opportunities", opportunity("Deal", bind)).status()).isEqualTo(status);
  }

  @Test
  void givesARowToAnotherOwnerButNeverToNobody() {
    UUID id = created("Deal");
    String kim = Users.named("kim@partner.example").toString();
    String give = "{\"ownerid@odata.bind\":\"/systemusers(" + kim + ")\"}";

    assertThat(api.patch(row(id), give, "If-Match", "*").status()).isEqualTo(204);
    assertThat(api.patch(row(id), "{\"ownerid@odata.bind\":null}", "If-Match", "*").status())
        .isEqualTo(400);
    assertThat(api.get(row(id)).json().path("_owninguser_value").asText()).isEqualTo(kim);
    assertThat(api.patch(row(id), give.replace("ownerid", "owninguser"), "If-Match", "*").status())
        .isEqualTo(400);
  }
}
