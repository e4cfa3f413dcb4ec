package dev.cosell.bridge.sandbox.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a connection ends, as its client's socket sees it. */
class FaultTest {

  private final AtomicInteger carriedOut = new AtomicInteger();
  private final SandboxServer server;

  FaultTest() throws IOException {
    server =
        new SandboxServer(
            0,
            request -> {
              carriedOut.incrementAndGet();
              return SandboxResponse.json(200, "{}");
            },
            request -> SandboxResponse.empty(404));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void resetsAConnectionBeforeAndAfterTheWork(boolean afterTheWork) throws IOException {
    Fault reset = Fault.resetting("PATCH", "/a");
    server.fail(afterTheWork ? reset.afterTheWork() : reset);
    try (Socket client = asking()) {
      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
    assertThat(carriedOut).hasValue(afterTheWork ? 1 : 0);
    assertAnswersAgain();
  }

  @Test
  void anOrderlyEndIsNoReset() throws IOException {
    server.fail(Fault.losingAnswer("PATCH", "/a"));
    try (Socket client = asking()) {
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void saysNothingForLongerThanItsClientWaits(boolean afterTheWork) throws IOException {
    Fault silence = Fault.silent("PATCH", "/a", Duration.ofMinutes(1));
    server.fail(afterTheWork ? silence.afterTheWork() : silence);
    try (Socket client = asking()) {
      client.setSoTimeout(200);
      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
    }
    assertThat(carriedOut).hasValue(afterTheWork ? 1 : 0);
    assertAnswersAgain();
  }

  private void assertAnswersAgain() throws IOException {
    try (Socket client = asking();
        InputStream answer = client.getInputStream()) {
      assertThat(new String(answer.readNBytes(12), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 200");
    }
  }

  private Socket asking() throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), server.url().getPort());
    client
        .getOutputStream()
        .write(
            "PATCH /a HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}"
                .getBytes(StandardCharsets.US_ASCII));
    return client;
  }
}
