package dev.cosell.bridge.dynamics;

import static dev.cosell.bridge.dynamics.DataverseFixture.ID;
import static dev.cosell.bridge.dynamics.DataverseFixture.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.remote.StallingServer;
import dev.cosell.bridge.remote.StallingServer.Moment;
import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import dev.cosell.bridge.sandbox.http.SandboxServer;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.olingo4.api.Olingo4App;
import org.apache.camel.component.olingo4.api.Olingo4ResponseHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataverseFailureTest {

  private static final UUID ROW = UUID.fromString(ID);
  private static final DataverseQuery READ = DataverseQuery.of("opportunities").row(ROW);
  private static final DataverseWrite PATCH =
      DataverseWrite.patch("opportunities", DataverseKey.row(ROW)).ifVersion("W/\"1\"");
  private static final DataverseWrite CREATE = DataverseWrite.create("opportunities");
  private static final DataverseWrite WIN = DataverseWrite.action("WinOpportunity");

  private DataverseFixture dataverse;

  @BeforeEach
  void start() throws Exception {
    dataverse = DataverseFixture.answering(request -> SandboxResponse.empty(204));
  }

  @AfterEach
  void stop() {
    dataverse.close();
  }

  @ParameterizedTest
  @CsvSource({
    "302,rejected",
    "304,rejected",
    "400,rejected",
    "401,unauthorized",
    "403,rejected",
    "404,rejected",
    "405,rejected",
    "412,stale",
    "413,rejected",
    "429,transient",
    "500,transient",
    "502,transient",
    "503,transient",
    "504,transient",
    "599,rejected"
  })
  void everyStatusHasOneMeaningWhateverTheOperationAndTheBody(int status, String meaning) {
    String json = "{\"error\":{\"code\":\"0x1\",\"message\":\"no\"}}";
    for (String body : new String[] {"", "<html>no</html>", json}) {
      String type = body.startsWith("<") ? "text/html" : "application/json; odata.metadata=minimal";
      for (String operation : new String[] {"uread", "create", "patch", "action"}) {
        dataverse.server.forgetRequests();
        dataverse.refuse(status, Map.of("Content-Type", type), status == 304 ? "" : body);

        DataverseException failure = dataverse.failure(operation, callOf(operation), "{}");

        assertThat(failure.getStatus()).as(operation + body).isEqualTo(status);
        assertThat(meaningOf(failure)).as(operation + body).isEqualTo(meaning);
        assertThat(dataverse.server.requests()).hasSize(1);
      }
    }
  }

  private static DataverseCall callOf(String operation) {
    return switch (operation) {
      case "uread", "read" -> READ;
      case "create" -> CREATE;
      case "action" -> WIN;
      default -> PATCH;
    };
  }

  private static String meaningOf(DataverseException failure) {
    StringBuilder meaning = new StringBuilder();
    meaning.append(failure.isStale() ? "stale" : "");
    meaning.append(failure.isUnauthorized() ? "unauthorized" : "");
    meaning.append(failure.isTransient() ? "transient" : "");
    meaning.append(failure.isRejected() ? "rejected" : "");
    return meaning.toString();
  }

  @Test
  void aRefusalTellsDataversesCodeAndWordsAndTheRow() {
    dataverse.refuse(
        412, Map.of(), "{\"error\":{\"code\":\"0x80060882\",\"message\":\"Version mismatch\"}}");

    DataverseException failure = dataverse.failure("patch", PATCH, "{}");

    assertThat(failure.getCode()).isEqualTo("0x80060882");
    assertThat(failure)
        .hasMessage(
            "Dataverse answered 412 (0x80060882) to PATCH opportunities("
                + ID
                + "): Version mismatch");
  }

  @Test
  void tellsWhichTokenWasNotAcceptedAndNoOther() {
    dataverse.refuse(401, Map.of(), "");
    dataverse.failure("patch", PATCH, "{}");
    dataverse.refuse(403, Map.of(), "");
    dataverse.failure("patch", PATCH, "{}");

    assertThat(dataverse.refusedTokens).containsExactly(DataverseFixture.TOKEN);
  }

  @Test
  void throttlingKeepsRetryAfterAndTheLimitsCode() {
    dataverse.refuse(
        429, Map.of("Retry-After", "17"), "{\"error\":{\"code\":\"0x80072322\",\"message\":\"\"}}");

    DataverseException failure = dataverse.failure("uread", READ, null);

    assertThat(failure.getRetryAfter()).isEqualTo(Duration.ofSeconds(17));
    assertThat(failure.getCode()).isEqualTo("0x80072322");
    assertThat(failure.isTransient()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {412, 500})
  void aDuplicateIsRejectedInBothShapes(int status) {
    dataverse.refuse(
        status, Map.of(), "{\"error\":{\"code\":\"0x80040333\",\"message\":\"A record exists\"}}");

    DataverseException failure = dataverse.failure("create", CREATE, "{}");

    assertThat(failure.isDuplicate()).isTrue();
    assertThat(meaningOf(failure)).isEqualTo("rejected");
  }

  @ParameterizedTest
  @ValueSource(strings = {"uread", "create", "patch", "delete", "action"})
  void aCutConnectionIsTransient(String operation) {
    // idempotent requests are repeated by no layer: one fault, one failure
    dataverse.server.fail(new Fault(null, null, 0, null, null, 1, false, 0));

    DataverseException failure = dataverse.failure(operation, callOf(operation), "{}");

    assertThat(failure.getStatus()).isEqualTo(DataverseException.NO_ANSWER);
    assertThat(meaningOf(failure)).isEqualTo("transient");
    assertThat(dataverse.server.requests()).hasSize(1);
  }

  @Test
  void aServerThatIsDownIsTransient() {
    dataverse.server.close();

    assertThat(meaningOf(dataverse.failure("uread", READ, null))).isEqualTo("transient");
  }

  @ParameterizedTest
  @EnumSource
  @Timeout(20)
  void silenceIsTransientAndLeavesTheConnectionToOthers(Moment moment) throws Exception {
    try (StallingServer server = new StallingServer(moment);
        DataverseFixture slow = DataverseFixture.at(server.url(), moment.timeOuts())) {
      assertThat(meaningOf(slow.failure("patch", PATCH, "{}"))).isEqualTo("transient");
      assertThat(slow.gate).hasToString("A system, 0 of 16 calls");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"uread", "create", "patch", "action"})
  void aSuccessThatIsNotJsonIsTransient(String operation) {
    dataverse.refuse(200, Map.of("Content-Type", "text/html"), "<html>sign in</html>");

    DataverseException failure = dataverse.failure(operation, callOf(operation), "{}");

    assertThat(meaningOf(failure)).isEqualTo("transient");
  }

  @Test
  void anEmptySuccessIsAnAnswerWithoutRows() {
    dataverse.refuse(200, Map.of(), "");

    assertThat(dataverse.answer("uread", READ, null).rows()).isEmpty();
  }

  @Test
  void aRedirectIsAnErrorAndTheTokenStaysHere() throws Exception {
    try (SandboxServer foreign =
        new SandboxServer(
            0, request -> SandboxResponse.empty(200), request -> SandboxResponse.empty(200))) {
      for (String operation : new String[] {"uread", "create", "patch", "delete", "action"}) {
        dataverse.refuse(302, Map.of("Location", foreign.url() + "/steal"), "");

        assertThat(dataverse.failure(operation, callOf(operation), "{}").getStatus())
            .isEqualTo(302);
      }
      assertThat(foreign.requests()).isEmpty();
    }
  }

  @Test
  void anEchoedTokenIsMadeUnreadable() {
    dataverse.refuse(
        400, Map.of(), "{\"error\":{\"code\":\"\",\"message\":\"bad: Bearer " + TOKEN + "\"}}");

    assertThat(dataverse.failure("uread", READ, null)).hasMessageEndingWith("bad: Bearer ***");
  }

  @Test
  void anUnknownColumnIsRejectedBeforeTheRequest() {
    DataverseException failure =
        dataverse.failure("uread", DataverseQuery.of("opportunities").select("nmae"), null);

    assertThat(failure.getStatus()).isEqualTo(DataverseException.NOT_SENT);
    assertThat(meaningOf(failure)).isEqualTo("rejected");
    assertThat(failure).hasMessageContaining("nmae");
    assertThat(dataverse.server.requests()).isEmpty();
  }

  @Test
  void aBodyThatIsNotJsonIsRejectedBeforeTheRequest() {
    DataverseException failure = dataverse.failure("patch", PATCH, Map.of("name", "x"));

    assertThat(meaningOf(failure)).isEqualTo("rejected");
    assertThat(dataverse.server.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"update", "merge", "batch"})
  void whatDataverseDoesNotHaveIsRefusedByName(String operation) {
    assertThat(dataverse.call(operation, PATCH, "{}").getException())
        .hasRootCauseInstanceOf(UnsupportedOperationException.class);
    assertThat(dataverse.server.requests()).isEmpty();
  }

  @Test
  void aTokenThatCannotBeHadReachesTheRouteUnchanged() throws Exception {
    IllegalStateException noToken = new IllegalStateException("no token");
    try (DataverseFixture lockedOut =
        DataverseFixture.withToken(
            () -> {
              throw noToken;
            })) {
      assertThat(lockedOut.call("uread", READ, null).getException()).isSameAs(noToken);
      assertThat(lockedOut.call("patch", PATCH, "{}").getException()).isSameAs(noToken);
      assertThat(lockedOut.server.requests()).isEmpty();
    }
  }

  @Test
  @SuppressWarnings("deprecation")
  void aStoppedContextClosesTheClient() throws Exception {
    dataverse.answer("uread", READ, null);
    Olingo4App app =
        dataverse.component.createApiProxy(dataverse.component.getConfiguration()).getOlingo4App();
    dataverse.camel.stop();
    dataverse.server.forgetRequests();

    CompletableFuture<Exception> failure = new CompletableFuture<>();
    app.delete("opportunities", Map.of(), failing(failure));

    assertThat(failure.get(5, TimeUnit.SECONDS)).isInstanceOf(DataverseException.class);
    assertThat(dataverse.server.requests()).isEmpty();
  }

  @SuppressWarnings("deprecation")
  private static <T> Olingo4ResponseHandler<T> failing(CompletableFuture<Exception> failure) {
    return new Olingo4ResponseHandler<>() {
      @Override
      public void onResponse(T response, Map<String, String> headers) {
        failure.cancel(false);
      }

      @Override
      public void onException(Exception cause) {
        failure.complete(cause);
      }

      @Override
      public void onCanceled() {
        failure.cancel(false);
      }
    };
  }
}
