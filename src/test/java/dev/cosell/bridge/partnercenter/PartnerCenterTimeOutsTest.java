package dev.cosell.bridge.partnercenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.cosell.bridge.credential.AccessTokens;
import dev.cosell.bridge.credential.AccessTokens.AccessToken;
import dev.cosell.bridge.partnercenter.PartnerCenterConnections.Host;
import dev.cosell.bridge.remote.Gates;
import dev.cosell.bridge.remote.StallingServer;
import dev.cosell.bridge.remote.StallingServer.Moment;
import dev.cosell.bridge.remote.SystemGate;
import dev.cosell.bridge.remote.TimeOuts;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The http component as the routes use it, whatever time-outs the component itself has. */
@Timeout(20)
class PartnerCenterTimeOutsTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  @ParameterizedTest
  @EnumSource
  void givesUpAndLeavesTheConnectionToOthers(Moment moment) throws Exception {
    SystemGate gate = Gates.open();
    CamelContext camel = new DefaultCamelContext();
    try (StallingServer server = new StallingServer(moment)) {
      camel.getRegistry().bind("connections", connections(server, gate, moment.timeOuts()));
      camel.getComponent("http", HttpComponent.class).setResponseTimeout(LONG.toMillis());
      camel.start();

      Throwable failure =
          catchThrowable(
              () ->
                  camel
                      .createProducerTemplate()
                      .requestBody(server.url() + "/v1.0?httpClientConfigurer=#connections", ""));

      assertThat(failure)
          .hasCauseInstanceOf(
              moment == Moment.BEFORE_THE_CONNECTION
                  ? ConnectTimeoutException.class
                  : SocketTimeoutException.class);
      assertThat(gate).hasToString("A system, 0 of 16 calls");
    } finally {
      camel.stop();
    }
  }

  private static PartnerCenterConnections connections(
      StallingServer server, SystemGate gate, TimeOuts timeOuts) {
    AccessTokens tokens =
        new AccessTokens(
            () -> new AccessToken("a-token", Instant.now().plusSeconds(3600)), Clock.systemUTC());
    return new PartnerCenterConnections(
        new Host("cosell.partner-center.api-url", server.url()), tokens, gate, timeOuts);
  }
}
