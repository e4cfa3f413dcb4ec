package dev.cosell.bridge.partnercenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cosell.bridge.credential.AccessTokens;
import dev.cosell.bridge.credential.AccessTokens.AccessToken;
import dev.cosell.bridge.partnercenter.PartnerCenterConnections.Host;
import dev.cosell.bridge.remote.Closure;
import dev.cosell.bridge.remote.Closure.Cause;
import dev.cosell.bridge.remote.Gates;
import dev.cosell.bridge.remote.RemoteSystem;
import dev.cosell.bridge.remote.SystemGate;
import dev.cosell.bridge.remote.TimeOuts;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import dev.cosell.bridge.sandbox.http.SandboxServer;
import dev.cosell.bridge.sync.RemoteFailure;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PartnerCenterConnectionsTest {

  private final AtomicInteger issued = new AtomicInteger();
  private final AccessTokens tokens =
      new AccessTokens(
          () ->
              new AccessToken("token-" + issued.incrementAndGet(), Instant.now().plusSeconds(3600)),
          Clock.systemUTC());
  private final SystemGate gate =
      Gates.by(Clock.systemUTC()).of(new RemoteSystem("partner-center", "Partner Center", 16));
  private TimeOuts timeOuts = Gates.TIME_OUTS;
  private Runnable meanwhile = () -> {};
  private int status = 200;
  private Supplier<SandboxResponse> answer = () -> SandboxResponse.empty(status);
  private final SandboxServer server;

  PartnerCenterConnectionsTest() throws IOException {
    server =
        new SandboxServer(
            0,
            request -> {
              meanwhile.run();
              return answer.get();
            },
            request -> SandboxResponse.empty(404));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void sendsTheTokenToTheConfiguredHost() throws IOException {
    call(server.url());

    assertThat(server.requests())
        .singleElement()
        .satisfies(
            request -> assertThat(request.header("Authorization")).contains("Bearer token-1"));
  }

  @Test
  void callsNoOtherHost() {
    URI elsewhere = URI.create("http://localhost:" + server.url().getPort());

    assertThatThrownBy(() -> call(elsewhere)).hasStackTraceContaining("refused to call");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void throwsARefusedTokenAway() throws IOException {
    status = 401;
    call(server.url());

    assertThat(tokens.current()).isEqualTo("token-2");
  }

  @Test
  void keepsTheTokenThatAnotherCallFetchedMeanwhile() throws IOException {
    status = 401;
    meanwhile =
        () -> {
          tokens.discard("token-1");
          assertThat(tokens.current()).isEqualTo("token-2");
        };
    call(server.url());

    assertThat(tokens.current()).isEqualTo("token-2");
  }

  @Test
  void keepsTheTokenAfterAnyOtherAnswer() throws IOException {
    status = 403;
    call(server.url());

    assertThat(tokens.current()).isEqualTo("token-1");
  }

  @Test
  void goesNowhereWhilePartnerCenterWantsToBeLeftAlone() throws IOException {
    status = 429;
    answer = () -> SandboxResponse.empty(429).with("Retry-After", "57");
    call(server.url());

    assertThatThrownBy(() -> call(server.url())).isInstanceOf(RemoteFailure.class);
    assertThat(server.requests()).hasSize(1);
    assertThat(gate.closure()).map(Closure::cause).contains(Cause.RESTING);
  }

  @Test
  void pausesWhenANewTokenIsRefusedAsWell() throws IOException {
    status = 401;
    call(server.url());
    assertThat(gate.closure()).isEmpty();
    call(server.url());
    assertThat(gate.closure()).map(Closure::cause).contains(Cause.UNAUTHORIZED);
  }

  @Test
  void pausesAtOnceWhenTheSecondFactorIsMissing() throws IOException {
    status = 401;
    answer =
        () ->
            SandboxResponse.json(
                401, "{\"code\":\"900421\",\"description\":\"MFA claim missing\"}");
    call(server.url());

    assertThat(gate.closure().orElseThrow().reason()).contains("multi-factor", "refresh-token");
  }

  @Test
  void givesTheConnectionBackAfterEachCall() throws IOException {
    for (int call = 0; call < 40; call++) {
      call(server.url());
    }
    assertThat(server.requests()).hasSize(40);
  }

  private void call(URI host) throws IOException {
    HttpClientBuilder builder = HttpClientBuilder.create();
    new PartnerCenterConnections(
            new Host("cosell.partner-center.api-url", server.url()), tokens, gate, timeOuts)
        .configureHttpClient(builder);
    try (CloseableHttpClient client = builder.build()) {
      int answer = client.execute(new HttpGet(host + "/v1.0/x"), response -> response.getCode());
      assertThat(answer).isEqualTo(status);
    }
  }
}
