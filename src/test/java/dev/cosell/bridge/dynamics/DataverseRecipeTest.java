package dev.cosell.bridge.dynamics;

import static dev.cosell.bridge.dynamics.DataverseFixture.ID;
import static dev.cosell.bridge.dynamics.DataverseFixture.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Headers;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The YAML of the package's description, run as it stands there. */
class DataverseRecipeTest {

  private static final UUID ROW = UUID.fromString(ID);
  private static final String ETAG = "W/\"1001\"";

  private final Deal deal = new Deal(ROW, "O'Brien & Co", "{\"estimatedvalue\":1234.5600}");
  private DataverseFixture dataverse;
  private SandboxResponse next =
      SandboxResponse.json(200, "{\"@odata.etag\":\"W/\\\"1002\\\"\",\"name\":\"x\"}")
          .with("OData-EntityId", "https://x/opportunities(" + ID + ")");

  @BeforeEach
  void start() throws Exception {
    dataverse = DataverseFixture.answering(request -> next);
    dataverse.camel.getRegistry().bind("deals", new Deals());
    PluginHelper.getRoutesLoader(dataverse.camel)
        .loadRoutes(
            ResourceHelper.resolveMandatoryResource(
                dataverse.camel, "classpath:dev/cosell/bridge/dynamics/recipes.camel.yaml"));
  }

  @AfterEach
  void stop() {
    dataverse.close();
  }

  @Test
  void aRowIsReadById() throws Exception {
    Exchange done = run("read-opportunity");

    assertThat(dataverse.onlyRequest().path()).isEqualTo(ROOT + "opportunities(" + ID + ")");
    assertThat(dataverse.onlyRequest().query()).isEqualTo("$select=name,estimatedvalue");
    assertThat(done.getVariable("etag")).isEqualTo("W/\"1002\"");
  }

  @Test
  void aRowIsFoundByFilter() throws Exception {
    next = SandboxResponse.json(200, "{\"value\":[{\"accountid\":\"" + ID + "\"}]}");

    Exchange done = run("find-account");

    assertThat(dataverse.onlyRequest().parameters())
        .containsEntry("$filter", "name eq 'O''Brien & Co'");
    JsonNode row = done.getVariable("answer", DataverseAnswer.class).row();
    assertThat(row).isNotNull();
  }

  @Test
  void aRowIsCreatedAndTellsItsId() throws Exception {
    Exchange done = run("create-opportunity");

    SandboxRequest request = dataverse.onlyRequest();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.header("Prefer")).contains("return=representation");
    assertThat(request.body()).isEqualTo(deal.columns());
    assertThat(done.getVariable("newId")).isEqualTo(ROW);
  }

  @Test
  void aRowIsUpdatedWhileItHasTheVersionThatWasRead() throws Exception {
    Exchange done = run("update-opportunity");

    SandboxRequest request = dataverse.onlyRequest();
    assertThat(request.method()).isEqualTo("PATCH");
    assertThat(request.header("If-Match")).contains(ETAG);
    assertThat(request.body()).isEqualTo(deal.columns());
    assertThat(done.getVariable("answer", DataverseAnswer.class).etag()).isEqualTo("W/\"1002\"");
  }

  @Test
  void aRowIsInsertedByAlternateKey() throws Exception {
    run("insert-opportunity");

    assertThat(dataverse.onlyRequest().path())
        .isEqualTo(ROOT + "opportunities(msft_microsoftpartnercenterreferralidentifier='r-1')");
    assertThat(dataverse.onlyRequest().header("If-None-Match")).contains("*");
  }

  @Test
  void anOpportunityIsWon() throws Exception {
    next = SandboxResponse.empty(204);

    run("win-opportunity");

    assertThat(dataverse.onlyRequest().path()).isEqualTo(ROOT + "WinOpportunity");
    assertThat(dataverse.onlyRequest().body())
        .contains("\"opportunityid@odata.bind\": \"/opportunities(" + ID + ")\"");
  }

  @Test
  void aFailedCallLeavesTheSentTextInTheBodyAndNoAnswer() throws Exception {
    dataverse.refuse(412, Map.of(), "");

    Exchange failed = send("update-opportunity");

    assertThat(failed.getException()).isInstanceOf(DataverseException.class);
    assertThat(failed.getMessage().getBody()).isEqualTo(deal.columns());
    assertThat(failed.getVariable("answer")).isNull();
  }

  @Test
  void theErrorHandlerGetsTheTypedObjectWithUseOriginalBody() throws Exception {
    CompletableFuture<Object> seen = new CompletableFuture<>();
    handleWith(
        failure ->
            failure
                .handled(true)
                .useOriginalBody()
                .process(e -> seen.complete(e.getIn().getBody())));
    dataverse.refuse(412, Map.of(), "");

    Exchange done = send("handled");

    assertThat(done.getException()).isNull();
    assertThat(seen).isCompletedWithValue(deal);
  }

  @Test
  void redeliveryRepeatsTheCallWithTheSameTextAndTheBodyIsKept() throws Exception {
    handleWith(failure -> failure.maximumRedeliveries(1).redeliveryDelay(1));
    dataverse.refuse(503, Map.of(), "");

    Exchange done = send("handled");

    assertThat(done.getException()).isNull();
    assertThat(done.getMessage().getBody()).isSameAs(deal);
    assertThat(dataverse.server.requests())
        .extracting(SandboxRequest::body)
        .containsExactly(deal.columns(), deal.columns());
  }

  /** A route like update-opportunity with an error handler of its own. */
  private void handleWith(Consumer<OnExceptionDefinition> handling) throws Exception {
    dataverse.camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            handling.accept(onException(DataverseException.class));
            from("direct:handled")
                .process(e -> deal.change().applyTo(e.getMessage().getHeaders()))
                .setVariable("columns", simple("${body.columns}"))
                .toV("dataverse:patch", "columns", "answer")
                .removeHeaders("CamelOlingo4.*");
          }
        });
  }

  /** Body kept, answer aside, no header left: what every route may rely on. */
  private Exchange run(String route) throws Exception {
    Exchange done = send(route);
    assertThat(done.getException()).isNull();
    assertThat(done.getMessage().getBody()).isSameAs(deal);
    assertThat(done.getMessage().getHeaders()).containsOnlyKeys("kept");
    return done;
  }

  private Exchange send(String route) throws Exception {
    try (ProducerTemplate template = dataverse.camel.createProducerTemplate()) {
      return template.send(
          "direct:" + route,
          exchange -> {
            exchange.getMessage().setBody(deal);
            exchange.getMessage().setHeader("kept", "yes");
            exchange.getMessage().setHeader("CamelOlingo4.responseHttpHeaders", Map.of("a", "b"));
          });
    }
  }

  /** What a route carries. */
  public record Deal(UUID id, String account, String columns) {

    /** The write that changes it. */
    public DataverseWrite change() {
      return DataverseWrite.patch("opportunities", DataverseKey.row(id)).ifVersion(ETAG);
    }
  }

  /** What a route calls to describe a call. */
  public static final class Deals {

    /** By name. */
    public void findAccount(@Body Deal deal, @Headers Map<String, Object> headers) {
      DataverseQuery.of("accounts")
          .select("accountid")
          .where("name", deal.account())
          .applyTo(headers);
    }

    /** With the row in the answer. */
    public void createOpportunity(@Headers Map<String, Object> headers) {
      DataverseWrite.create("opportunities").returning("name").applyTo(headers);
    }

    /** Once. */
    public void insertOpportunity(@Headers Map<String, Object> headers) {
      DataverseWrite.patch(
              "opportunities",
              DataverseKey.alternate("msft_microsoftpartnercenterreferralidentifier", "r-1"))
          .ifAbsent()
          .applyTo(headers);
    }
  }
}
