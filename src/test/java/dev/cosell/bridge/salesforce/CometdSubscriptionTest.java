package dev.cosell.bridge.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.sandbox.http.Fault;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;

/** Change events over the Streaming API. */
class CometdSubscriptionTest extends ChangeEventSubscription {

  private static final String PATH = "/cometd/";

  CometdSubscriptionTest() {
    super("cometd");
  }

  /** From 64.0 on the server says that it ends a session, and the answer's advice is none. */
  @ParameterizedTest
  @ValueSource(strings = {"62.0", "65.0"})
  void healsASessionThatTheServerEnded(String version) throws Exception {
    bridge.close();
    bridge = new EventFixture(api, sandbox.url(), Map.of("api-version", version));
    bridge.subscribe();

    sandbox.events().disconnectClients();

    assertHeals();
  }

  /** The server holds each long poll for longer than any other answer may take. */
  @Test
  void isNotCutByTheTimeOutOfOtherCalls() throws Exception {
    bridge.close();
    bridge = new EventFixture(api, sandbox.url(), Map.of("answer-timeout", "100ms"));
    bridge.subscribe();

    bridge.awaitWord();
    bridge.awaitWord();

    assertThat(bridge.standing().isAlive()).isTrue();
    assertWakes();
    assertThat(sandbox.logins()).isEqualTo(1);
  }

  @Test
  void takesAPlain401ForARefusedToken() throws Exception {
    bridge.tokens.currentToken();
    sandbox.fail(Fault.refusing("POST", PATH, 401));

    bridge.subscribe();

    assertThat(sandbox.logins()).isEqualTo(2);
    assertWakes();
  }

  @Test
  void tellsWhatTheServerSays(CapturedOutput log) throws Exception {
    sandbox.fail(Fault.refusing("POST", PATH, 503).repeated(1));

    bridge.begin();
    bridge.awaitEnd();
    bridge.watch.look();

    assertThat(log.getOut())
        .contains("does not work, it is tried again: The Streaming API ends /meta/handshake: ")
        .contains("503");
    assertHeals();
  }

  @Test
  void healsAConnectionThatWasCut() throws Exception {
    bridge.subscribe();
    sandbox.fail(Fault.losingAnswer("POST", PATH));

    assertHeals();
  }
}
