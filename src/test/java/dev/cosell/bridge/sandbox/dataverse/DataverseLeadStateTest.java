package dev.cosell.bridge.sandbox.dataverse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.sandbox.dataverse.Caller.Answer;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DataverseLeadStateTest extends DataverseTestBase {

  @Test
  void disqualifiesALeadByPatchAndKeepsItReadOnly() {
    UUID id = api.post("leads", "{\"subject\":\"L\"}").id();
    String lead = "leads(" + id + ")";

    assertThat(api.patch(lead, "{\"statecode\":2,\"statuscode\":3}").status()).isEqualTo(400);
    assertThat(api.patch(lead, "{\"statecode\":2,\"statuscode\":5}").status()).isEqualTo(204);
    assertThat(api.patch(lead, "{\"subject\":\"M\"}").status()).isEqualTo(400);
    assertThat(api.patch(lead, "{\"statecode\":0,\"statuscode\":1}").status()).isEqualTo(204);
    assertThat(api.patch(lead, "{\"subject\":\"M\"}").status()).isEqualTo(204);
  }

  @Test
  void qualifiesALeadIntoAccountContactAndOpportunity() {
    UUID id =
        api.post(
                "leads",
                "{\"subject\":\"Big\",\"lastname\":\"Li\",\"companyname\":\"Fabrikam\",\"estimatedvalue\":70}")
            .id();

    Answer answer =
        api.post(
            "leads(" + id + ")/Microsoft.Dynamics.CRM.QualifyLead",
            "{\"CreateAccount\":true,\"CreateContact\":true,\"CreateOpportunity\":true,\"Status\":3}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("value").findValuesAsText("@odata.type"))
        .containsExactly(
            "#Microsoft.Dynamics.CRM.account",
            "#Microsoft.Dynamics.CRM.contact",
            "#Microsoft.Dynamics.CRM.opportunity");
    JsonNode deal = sandbox.rows("opportunities").get(0);
    assertThat(deal.path("name").asText()).isEqualTo("Big");
    assertThat(deal.path("_originatingleadid_value").asText()).isEqualTo(id.toString());
    assertThat(deal.path("estimatedvalue").asText()).isEqualTo("70.0000");
    JsonNode lead = sandbox.row("leads", id).orElseThrow();
    assertThat(lead.path("statecode").asInt()).isEqualTo(1);
    assertThat(lead.path("_qualifyingopportunityid_value").asText())
        .isEqualTo(deal.path("opportunityid").asText());
  }

  @Test
  void leavesNothingBehindWhenQualifyingFails() {
    UUID id = api.post("leads", "{\"subject\":\"Big\",\"companyname\":\"Fabrikam\"}").id();
    String action = "leads(" + id + ")/Microsoft.Dynamics.CRM.QualifyLead";

    assertThat(api.post(action, "{\"CreateOpportunity\":true,\"Status\":3}").status())
        .isEqualTo(400);

    assertThat(sandbox.rows("opportunities")).isEmpty();
    assertThat(sandbox.row("leads", id).orElseThrow().path("statecode").asInt()).isZero();
  }
}
