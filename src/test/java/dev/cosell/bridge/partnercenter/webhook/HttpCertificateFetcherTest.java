package dev.cosell.bridge.partnercenter.webhook;

import static dev.cosell.bridge.partnercenter.webhook.Refusals.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.cosell.bridge.remote.Gates;
import dev.cosell.bridge.remote.StallingServer;
import dev.cosell.bridge.remote.StallingServer.Moment;
import dev.cosell.bridge.remote.TimeOuts;
import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import dev.cosell.bridge.sandbox.http.SandboxServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpCertificateFetcherTest {

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final InetSocketAddress LOOPBACK =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private SandboxResponse answer = SandboxResponse.empty(200);
  private SandboxServer host;
  private HttpCertificateFetcher fetcher;

  @BeforeEach
  void start() throws IOException {
    host = new SandboxServer(0, request -> answer, request -> SandboxResponse.empty(404));
    fetcher = fetcher(LONG);
  }

  @AfterEach
  void stop() {
    fetcher.close();
    host.close();
  }

  @Test
  void bringsTheFileWithAPlainRequest() {
    answer = new SandboxResponse(200, Map.of("Set-Cookie", "a=b"), "the file");

    assertThat(new String(fetch("/cert/a.cer?v=1"), UTF_8)).isEqualTo("the file");
    fetch("/cert/a.cer");

    assertThat(host.requests().get(0).method()).isEqualTo("GET");
    assertThat(host.requests().get(0).path()).isEqualTo("/cert/a.cer");
    assertThat(host.requests().get(0).query()).isEqualTo("v=1");
    assertThat(host.requests().get(1).headers())
        .doesNotContainKeys("Cookie", "Authorization", "Accept-Encoding");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsNoRedirect(int status) {
    answer = SandboxResponse.empty(status).with("Location", host.url() + "/elsewhere");

    assertRefused(401, () -> fetch("/a")).contains(String.valueOf(status));

    assertThat(host.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 400, 401, 403, 404, 410})
  void findsNoCertificateWhereTheHostHasNone(int status) {
    answer = SandboxResponse.empty(status);

    assertRefused(401, () -> fetch("/a")).contains(String.valueOf(status));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void asksTheSenderToRepeatWhileTheHostIsInTrouble(int status) {
    answer = SandboxResponse.empty(status).with("Retry-After", "0");

    assertRefused(503, () -> fetch("/a")).contains(String.valueOf(status));

    assertThat(host.requests()).as("no repeat of its own").hasSize(1);
  }

  @Test
  void asksTheSenderToRepeatWhenTheConnectionBreaks() {
    host.fail(new Fault("GET", null, 0, null, null, 1, false, 0));

    assertRefused(503, () -> fetch("/a"));
  }

  @Test
  void asksTheSenderToRepeatWhenNobodyListens() throws IOException {
    URI closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/a?secret=1");
    }

    assertRefused(503, () -> fetcher.fetch(closed)).doesNotContain("secret");
  }

  @Test
  void asksTheSenderToRepeatWhenTheNameIsUnknown() {
    HttpCertificateFetcher nameless =
        new HttpCertificateFetcher(
            new PublicAddresses(
                name -> {
                  throw new UnknownHostException(name);
                }),
            times(LONG));

    try (nameless) {
      assertRefused(503, () -> nameless.fetch(URI.create("https://cert.example/a")));
    }
  }

  @Test
  void asksNobodyWhenANameLeadsIntoOurOwnNetwork() {
    URI named = URI.create("http://cert.example:" + host.url().getPort() + "/a");
    HttpCertificateFetcher rebound =
        new HttpCertificateFetcher(
            new PublicAddresses(name -> new InetAddress[] {InetAddress.getLoopbackAddress()}),
            times(LONG));

    try (rebound) {
      assertRefused(403, () -> rebound.fetch(named)).contains("not public");
    }

    assertThat(host.requests()).isEmpty();
  }

  @Test
  void reachesPrivateNamesOnlyForASandbox() {
    URI named = URI.create("http://localhost:" + host.url().getPort() + "/a");

    try (HttpCertificateFetcher strict =
        new HttpCertificateFetcher(security(false), Gates.TIME_OUTS)) {
      assertRefused(403, () -> strict.fetch(named));
    }
    try (HttpCertificateFetcher sandbox =
        new HttpCertificateFetcher(security(true), Gates.TIME_OUTS)) {
      assertThat(sandbox.fetch(named)).isEmpty();
    }
    assertThat(host.requests()).hasSize(1);
  }

  @Test
  void readsNoMoreThanTheLimit() {
    answer = new SandboxResponse(200, Map.of(), "x".repeat(64 * 1024));
    assertThat(fetch("/a")).hasSize(64 * 1024);

    answer = new SandboxResponse(200, Map.of(), "x".repeat(64 * 1024 + 1));
    assertRefused(401, () -> fetch("/a")).contains("larger");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 404, 500})
  void breaksOffAnEndlessAnswerAtOnce(int status) throws IOException {
    byte[] block = new byte[8192];

    withServer(
        status,
        out -> out.write(block),
        url -> assertRefused(status == 500 ? 503 : 401, () -> fetcher.fetch(url)));
  }

  @Test
  void breaksOffAFileThatComesByteByByte() throws IOException {
    CountDownLatch never = new CountDownLatch(1);

    try (HttpCertificateFetcher hurried = fetcher(SHORT)) {
      withServer(
          200,
          out -> {
            out.write('x');
            out.flush();
            pause(never);
          },
          url -> assertRefused(503, () -> hurried.fetch(url)));
    }
  }

  @Test
  void breaksOffWhenTheHostIsSilent() {
    host.fail(new Fault("GET", null, 200, null, null, 1, false, 60_000));

    try (HttpCertificateFetcher hurried = fetcher(SHORT)) {
      URI url = URI.create(host.url() + "/a");
      assertTimeoutPreemptively(
          Duration.ofSeconds(10), () -> assertRefused(503, () -> hurried.fetch(url)));
    }
  }

  @ParameterizedTest
  @EnumSource
  @Timeout(20)
  void givesUpWaiting(Moment moment) throws IOException {
    TimeOuts timeOuts =
        moment == Moment.BEFORE_THE_CONNECTION
            ? new TimeOuts(SHORT, LONG)
            : new TimeOuts(LONG, SHORT);
    try (StallingServer server = new StallingServer(moment);
        HttpCertificateFetcher hurried =
            new HttpCertificateFetcher(new PublicAddresses(InetAddress::getAllByName), timeOuts)) {
      assertRefused(503, () -> hurried.fetch(URI.create(server.url() + "/a")));
    }
  }

  @Test
  void believesNoHostWithoutATrustedTlsCertificate() throws Exception {
    HttpsServer server = HttpsServer.create(LOOPBACK, 0);
    server.setHttpsConfigurator(new HttpsConfigurator(selfSigned()));
    server.createContext("/", HttpExchange::close);
    server.start();
    try {
      URI url = URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/a");
      assertRefused(503, () -> fetcher.fetch(url)).contains("SSL");
    } finally {
      server.stop(0);
    }
  }

  private static HttpCertificateFetcher fetcher(Duration timeLimit) {
    return new HttpCertificateFetcher(
        new PublicAddresses(InetAddress::getAllByName), times(timeLimit));
  }

  private byte[] fetch(String path) {
    return fetcher.fetch(URI.create(host.url() + path));
  }

  private static WebhookSecurity security(boolean sandbox) {
    return new WebhookSecurity(
        List.of(), null, sandbox, WebhookSecurity.MICROSOFT, null, SignatureHeader.ANY);
  }

  private static SSLContext selfSigned() throws GeneralSecurityException, IOException {
    SigningAuthority self = SigningAuthority.root("CN=127.0.0.1");
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("tls", self.key(), new char[0], new Certificate[] {self.certificate()});
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  /** A host that repeats one write until the other side hangs up. */
  private static void withServer(int status, Write write, Check check) throws IOException {
    HttpServer server = HttpServer.create(LOOPBACK, 0);
    ExecutorService threads = Executors.newCachedThreadPool();
    server.setExecutor(threads);
    server.createContext("/", exchange -> writeForever(exchange, status, write));
    server.start();
    try {
      URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/a");
      assertTimeoutPreemptively(Duration.ofSeconds(10), () -> check.of(url));
    } finally {
      server.stop(0);
      threads.shutdownNow();
    }
  }

  private static void writeForever(HttpExchange exchange, int status, Write write)
      throws IOException {
    exchange.sendResponseHeaders(status, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      while (!Thread.currentThread().isInterrupted()) {
        write.to(out);
      }
    }
  }

  private static void pause(CountDownLatch never) {
    try {
      if (never.await(20, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException();
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private interface Write {
    void to(OutputStream out) throws IOException;
  }

  private interface Check {
    void of(URI url);
  }

  private static TimeOuts times(Duration limit) {
    return new TimeOuts(limit, limit);
  }
}
