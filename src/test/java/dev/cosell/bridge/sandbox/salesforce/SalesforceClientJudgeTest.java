package dev.cosell.bridge.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.sandbox.judge.NodeJudge;
import dev.cosell.bridge.sandbox.salesforce.record.Organization;
import dev.cosell.bridge.sandbox.salesforce.record.Users;
import dev.cosell.bridge.sandbox.salesforce.setup.SalesforceSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lets the Node package jsforce, an independent client, judge the simulator. */
class SalesforceClientJudgeTest extends SalesforceTestBase {

  @Test
  @Timeout(100)
  void servesTheNodeClient() throws Exception {
    change(settings -> settings.withQueryBatchSize(2));

    JsonNode verdict =
        NodeJudge.verdict(
            "salesforce-judge.mjs",
            sandbox.url().toString(),
            SalesforceSettings.CLIENT_ID,
            SalesforceSettings.CLIENT_SECRET);

    assertThat(verdict.path("user").asText()).isEqualTo(Users.INTEGRATION);
    assertThat(verdict.path("organization").asText()).isEqualTo(Organization.ID);
    assertThat(verdict.path("amount").asDouble()).isEqualTo(12.5);
    assertThat(verdict.at("/missing/0").asText()).isEqualTo("REQUIRED_FIELD_MISSING");
    assertThat(verdict.path("absent").asText()).isEqualTo("NOT_FOUND");
    assertThat(verdict.path("referral").asBoolean()).isTrue();
    assertThat(verdict.path("paged"))
        .hasToString(json("{'names':['P1','P2','P3','P4','P5'],'pageCount':3,'totalSize':5}"));
    assertThat(verdict.path("upserted"))
        .hasToString(
            json(
                "{'inserted':true,'updated':false,'same':true,'nextStep':'call','many':[true,false]}"));
    assertThat(verdict.path("collected"))
        .hasToString(
            json(
                "{'success':[true,false,true],'error':'REQUIRED_FIELD_MISSING','read':['Single','C1'],'gone':true}"));
    assertThat(verdict.path("composite")).hasToString("[201,200]");
    assertThat(verdict.path("updated")).hasToString("[true,\"2030-01-05T10:00:00.000+0000\"]");
    assertThat(verdict.path("deleted")).hasToString("[true,\"2030-01-05T10:00:00.000+0000\"]");
    assertThat(verdict.path("usage").asInt()).isEqualTo(100_000);
    assertThat(verdict.path("byExternalId").asText()).isEqualTo("call");
    assertThat(verdict.path("ambiguous"))
        .hasToString(json("{'code':'MULTIPLE_CHOICES','choices':2}"));
    assertThat(verdict.path("replayed")).hasToString(json("{'expired':204,'found':1,'logins':1}"));
  }
}
