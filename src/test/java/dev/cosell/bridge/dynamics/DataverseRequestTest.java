package dev.cosell.bridge.dynamics;

import static dev.cosell.bridge.dynamics.DataverseFixture.ID;
import static dev.cosell.bridge.dynamics.DataverseFixture.ROOT;
import static dev.cosell.bridge.dynamics.DataverseFixture.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DataverseRequestTest {

  private static final UUID ROW = UUID.fromString(ID);

  private DataverseFixture dataverse;
  private SandboxResponse next = SandboxResponse.empty(204);

  @BeforeEach
  void start() throws Exception {
    dataverse = DataverseFixture.answering(request -> next);
  }

  @AfterEach
  void stop() {
    dataverse.close();
  }

  @Test
  void readsARowByIdInOneRequest() {
    next =
        SandboxResponse.json(
            200, "{\"@odata.etag\":\"W/\\\"7\\\"\",\"estimatedvalue\":1234.5600,\"name\":\"Ä\"}");

    DataverseAnswer answer =
        dataverse.answer(
            "uread",
            DataverseQuery.of("opportunities").row(ROW).select("name", "estimatedvalue"),
            null);

    SandboxRequest request = dataverse.onlyRequest();
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.path()).isEqualTo(ROOT + "opportunities(" + ID + ")");
    assertThat(request.parameters()).containsEntry("$select", "name,estimatedvalue");
    assertThat(request.header("Authorization")).contains("Bearer " + TOKEN);
    assertThat(request.header("OData-Version")).contains("4.0");
    assertThat(request.header("Accept")).contains("application/json");
    assertThat(answer.etag()).isEqualTo("W/\"7\"");
    assertThat(Objects.requireNonNull(answer.row()).get("name").asText()).isEqualTo("Ä");
    assertThat(Objects.requireNonNull(answer.row()).get("estimatedvalue").decimalValue())
        .isEqualTo(new BigDecimal("1234.5600"));
  }

  @Test
  void readNeverTurnsMoneyIntoADouble() {
    next = SandboxResponse.json(200, "{\"estimatedvalue\":1234.5600}");

    DataverseAnswer answer =
        dataverse.answer("read", DataverseQuery.of("opportunities").row(ROW), null);

    assertThat(answer).hasToString("{\"estimatedvalue\":1234.5600}");
  }

  @Test
  void aFilterArrivesAsItWasMeant() {
    next = SandboxResponse.json(200, "{\"value\":[{\"accountid\":\"1\"},{\"accountid\":\"2\"}]}");
    String name = "O'Brien & Söhne 100% A+B/C (#1)? 株式会社 \"x\" =y;z,*";

    DataverseAnswer answer =
        dataverse.answer(
            "uread",
            DataverseQuery.of("accounts")
                .select("accountid")
                .where("name", name)
                .where("address1_postalcode", "80 331")
                .top(2),
            null);

    assertThat(dataverse.onlyRequest().parameters())
        .containsEntry(
            "$filter",
            "name eq '" + name.replace("'", "''") + "' and address1_postalcode eq '80 331'")
        .containsEntry("$top", "2");
    assertThat(answer.rows()).hasSize(2);
  }

  @Test
  void aPollFiltersByTimeAndSwitchAndLookup() {
    next = SandboxResponse.json(200, "{\"value\":[]}");

    DataverseAnswer answer =
        dataverse.answer(
            "uread",
            DataverseQuery.of("opportunities")
                .select("opportunityid", "modifiedon", "_customerid_value")
                .where("msft_microsoftpartnercenterreferralsync", true)
                .whereNotBefore("modifiedon", Instant.parse("2026-03-01T10:00:00Z"))
                .where("_customerid_value", ROW)
                .orderBy("modifiedon")
                .pageSize(500),
            null);

    SandboxRequest request = dataverse.onlyRequest();
    assertThat(request.parameters())
        .containsEntry(
            "$filter",
            "msft_microsoftpartnercenterreferralsync eq true and modifiedon ge 2026-03-01T10:00:00Z"
                + " and _customerid_value eq "
                + ID)
        .containsEntry("$orderby", "modifiedon asc");
    assertThat(request.header("Prefer")).contains("odata.maxpagesize=500");
    assertThat(answer.rows()).isEmpty();
    assertThat(answer.row()).isNull();
  }

  @Test
  void theNextPageIsAskedForWithTheLinksOwnQueryOnTheConfiguredHost() {
    next = SandboxResponse.json(200, "{\"value\":[]}");
    String query =
        "$select=name&$skiptoken=%3Ccookie%20pagenumber=%222%22%20istracking=%22False%22%20/%3E";

    dataverse.answer(
        "uread",
        DataverseQuery.of("opportunities")
            .select("name")
            .pageSize(2)
            .following("https://elsewhere.example/api/data/v9.2/opportunities?" + query),
        null);

    assertThat(dataverse.onlyRequest().query()).isEqualTo(query);
    assertThat(dataverse.onlyRequest().header("Prefer")).contains("odata.maxpagesize=2");
  }

  @Test
  void readsAColumnThatOnlyTheMappingNames() {
    next = SandboxResponse.json(200, "{\"value\":[]}");

    dataverse.answer(
        "uread",
        DataverseQuery.of("opportunities").select("new_custom").where("new_custom", "x"),
        null);

    assertThat(dataverse.onlyRequest().parameters()).containsEntry("$filter", "new_custom eq 'x'");
  }

  @Test
  void createsInOneRequestAndTellsTheNewRow() {
    next =
        SandboxResponse.empty(204)
            .with("odata-entityid", "https://x/api/data/v9.2/opportunities(" + ID + ")");

    DataverseAnswer answer =
        dataverse.answer("create", DataverseWrite.create("opportunities"), "{\"name\":\"Größe\"}");

    SandboxRequest request = dataverse.onlyRequest();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo(ROOT + "opportunities");
    assertThat(request.body()).isEqualTo("{\"name\":\"Größe\"}");
    assertThat(request.header("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
    assertThat(answer.id()).isEqualTo(ROW);
    assertThat(answer.etag()).isNull();
    assertThat(answer.rows()).isEmpty();
  }

  @Test
  void aCreatedRowComesBackWithItsMoneyUntouched() {
    next =
        SandboxResponse.json(201, "{\"@odata.etag\":\"W/\\\"8\\\"\",\"estimatedvalue\":1234.5600}")
            .with("OData-EntityId", "https://x/api/data/v9.2/opportunities(" + ID + ")");

    DataverseAnswer answer =
        dataverse.answer(
            "create",
            DataverseWrite.create("opportunities").returning("estimatedvalue"),
            "{\"estimatedvalue\":1234.5600}");

    assertThat(dataverse.onlyRequest().header("Prefer")).contains("return=representation");
    assertThat(dataverse.onlyRequest().query()).isEqualTo("$select=estimatedvalue");
    assertThat(answer.etag()).isEqualTo("W/\"8\"");
    assertThat(Objects.requireNonNull(answer.row()).get("estimatedvalue").decimalValue())
        .isEqualTo(new BigDecimal("1234.5600"));
  }

  @Test
  void updatesWithTheGivenVersionAndReadsNothingBefore() {
    next = SandboxResponse.empty(204).with("ETag", "W/\"1002\"");

    DataverseAnswer answer =
        dataverse.answer(
            "patch",
            DataverseWrite.patch("opportunities", DataverseKey.row(ROW)).ifVersion("W/\"1001\""),
            JsonNodeFactory.instance
                .objectNode()
                .set("estimatedvalue", DecimalNode.valueOf(new BigDecimal("1234.5600"))));

    SandboxRequest request = dataverse.onlyRequest();
    assertThat(request.method()).isEqualTo("PATCH");
    assertThat(request.path()).isEqualTo(ROOT + "opportunities(" + ID + ")");
    assertThat(request.header("If-Match")).contains("W/\"1001\"");
    assertThat(request.body()).isEqualTo("{\"estimatedvalue\":1234.5600}");
    assertThat(answer.etag()).isEqualTo("W/\"1002\"");
  }

  @Test
  void insertsByAlternateKeyOnlyWhenAbsent() {
    next =
        SandboxResponse.empty(204)
            .with("OData-EntityId", "https://x/api/data/v9.2/opportunities(" + ID + ")");

    DataverseAnswer answer =
        dataverse.answer(
            "patch",
            DataverseWrite.patch(
                    "opportunities",
                    DataverseKey.alternate("msft_microsoftpartnercenterreferralidentifier", "r-1"))
                .ifAbsent(),
            "{\"name\":\"x\"}");

    SandboxRequest request = dataverse.onlyRequest();
    assertThat(request.method()).isEqualTo("PATCH");
    assertThat(request.path())
        .isEqualTo(ROOT + "opportunities(msft_microsoftpartnercenterreferralidentifier='r-1')");
    assertThat(request.header("If-None-Match")).contains("*");
    assertThat(request.header("If-Match")).isEmpty();
    assertThat(answer.id()).isEqualTo(ROW);
  }

  @Test
  void deletesInOneRequest() {
    dataverse.answer(
        "delete", DataverseWrite.patch("opportunities", DataverseKey.row(ROW)).ifPresent(), null);

    assertThat(dataverse.onlyRequest().method()).isEqualTo("DELETE");
    assertThat(dataverse.onlyRequest().header("If-Match")).contains("*");
  }

  @Test
  void closesAnOpportunityByItsAction() {
    dataverse.answer("action", DataverseWrite.action("WinOpportunity"), "{\"Status\":3}");

    assertThat(dataverse.onlyRequest().method()).isEqualTo("POST");
    assertThat(dataverse.onlyRequest().path()).isEqualTo(ROOT + "WinOpportunity");
    assertThat(dataverse.onlyRequest().body()).isEqualTo("{\"Status\":3}");
  }

  @Test
  void qualifiesALeadAndReadsTheListThatItAnswers() {
    next = SandboxResponse.json(200, "{\"value\":[{\"opportunityid\":\"" + ID + "\"}]}");

    DataverseAnswer answer =
        dataverse.answer(
            "action",
            DataverseWrite.action("leads", DataverseKey.row(ROW), "QualifyLead"),
            "{\"Status\":3}");

    assertThat(dataverse.onlyRequest().path())
        .isEqualTo(ROOT + "leads(" + ID + ")/Microsoft.Dynamics.CRM.QualifyLead");
    assertThat(answer.rows()).hasSize(1);
  }

  @Test
  void anEarlierAnswersHeadersDoNotReachTheNextRequest() throws Exception {
    next = SandboxResponse.json(200, "{\"value\":[]}");
    dataverse.camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:forgetful")
                .to("dataverse:uread?resourcePath=accounts")
                .to("dataverse:uread?resourcePath=contacts");
          }
        });

    try (ProducerTemplate template = dataverse.camel.createProducerTemplate()) {
      template.requestBody("direct:forgetful", (Object) null);
    }

    assertThat(dataverse.server.requests()).extracting(SandboxRequest::query).containsOnlyNulls();
  }
}
