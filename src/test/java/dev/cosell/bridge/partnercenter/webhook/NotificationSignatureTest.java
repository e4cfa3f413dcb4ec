package dev.cosell.bridge.partnercenter.webhook;

import static dev.cosell.bridge.partnercenter.webhook.Refusals.assertRefused;
import static dev.cosell.bridge.partnercenter.webhook.SigningAuthority.TODAY;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.cosell.bridge.partnercenter.webhook.SigningAuthority.Wish;
import dev.cosell.bridge.remote.Gates;
import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import dev.cosell.bridge.sandbox.http.SandboxServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationSignatureTest {

  private static final SigningAuthority ROOT =
      SigningAuthority.root("CN=Test Root,O=Microsoft Corporation");
  private static final SigningAuthority LEAF = ROOT.issue();
  private static final byte[] BODY = "{\"EventName\":\"test-created\"}".getBytes(UTF_8);

  private final SettableClock clock = new SettableClock(TODAY);
  private final Map<String, Object> headers = new HashMap<>();
  private SandboxResponse answer = new SandboxResponse(200, Map.of(), LEAF.pem());
  private Path anchor;
  private SandboxServer host;
  private HttpCertificateFetcher fetcher;
  private NotificationSignature signature;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    anchor = ROOT.pemIn(folder);
    host = new SandboxServer(0, request -> answer, request -> SandboxResponse.empty(404));
    fetcher = new HttpCertificateFetcher(security(SignatureHeader.ANY), Gates.TIME_OUTS);
    signature = reading(SignatureHeader.ANY);
    headers.put("x-ms-signature", LEAF.header(BODY));
    headers.put("x-ms-certificate-url", host.url() + "/cert/a.cer?sas=secret");
    headers.put("x-ms-signature-algorithm", "rsa-sha256");
  }

  @AfterEach
  void stop() {
    fetcher.close();
    host.close();
  }

  @Test
  void acceptsWhatPartnerCenterSigned() {
    assertAccepted();
    assertAccepted();
    assertThat(host.requests()).hasSize(1);
  }

  @Test
  void acceptsTheDocumentedPlaceOfTheSignature() {
    headers.put("Authorization", headers.remove("x-ms-signature"));

    assertAccepted();
  }

  @Test
  void findsHeadersInAnyCaseAndAsCollections() {
    Map<String, Object> shouted = new HashMap<>();
    headers.forEach((name, value) -> shouted.put(name.toUpperCase(Locale.ROOT), List.of(value)));
    shouted.put("X-Odd", null);

    assertThatCode(() -> signature.verify(shouted, BODY)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic abc", "Bearer abc", "Signature AAAA", "nonsense"})
  void ignoresTheAuthorizationOfAProxyBesideItsOwnHeader(String proxy) {
    headers.put("Authorization", proxy);

    assertAccepted();
  }

  @Test
  void doesNotFallBackToAuthorizationBehindAWrongSignature() {
    headers.put("Authorization", headers.get("x-ms-signature"));
    headers.put("x-ms-signature", "Bearer abc");
    assertRefusedUnseen(401);

    headers.put("x-ms-signature", LEAF.header("other".getBytes(UTF_8)));
    assertRefused(401, this::verify);
  }

  @Test
  void readsOnlyTheHeaderThatTheOperatorNames() {
    NotificationSignature own = reading(SignatureHeader.X_MS_SIGNATURE);
    NotificationSignature authorization = reading(SignatureHeader.AUTHORIZATION);
    String good = LEAF.header(BODY);

    assertRefused(401, () -> authorization.verify(headers, BODY)).contains("missing");
    headers.put("Authorization", good);
    headers.put("x-ms-signature", "Signature AAAA");
    assertThatCode(() -> authorization.verify(headers, BODY)).doesNotThrowAnyException();
    headers.remove("x-ms-signature");
    assertRefused(401, () -> own.verify(headers, BODY)).contains("missing");
  }

  @Test
  void needsASignatureBeforeAnythingElse() {
    headers.clear();
    assertRefusedUnseen(401);

    headers.put("x-ms-signature", " ");
    assertRefusedUnseen(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer QUJD",
        "Signature",
        "QUJD",
        "SignatureQUJD",
        "Signatures QUJD",
        "Signature \u00e4",
        "Signature QUJD, Signature QUJD",
        "Signature QUJD QUJD",
        "Signature QUI",
        "Signature QUJ=",
        "Signature Q-J_",
        "Signature ===="
      })
  void refusesAnythingButOneBase64SignatureOfTheScheme(String header) {
    headers.put("x-ms-signature", header);

    assertRefusedUnseen(401);
  }

  @Test
  void refusesAnEndlessSignatureUnseen() {
    headers.put("x-ms-signature", "Signature " + "AAAA".repeat(10_000));

    assertRefusedUnseen(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-ms-certificate-url", "x-ms-signature-algorithm"})
  void needsCertificateUrlAndAlgorithm(String header) {
    headers.remove(header);
    assertRefusedUnseen(400);

    headers.put(header, "  ");
    assertRefusedUnseen(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rsa-sha1",
        "rsa-md5",
        "rsa-sha512",
        "RSA-SHA256",
        "rsa-sha256-x",
        "sha256",
        "none",
        "rsa-sha256, rsa-sha256"
      })
  void acceptsNoOtherAlgorithm(String algorithm) {
    headers.put("x-ms-signature-algorithm", algorithm);

    assertRefusedUnseen(400);
  }

  @Test
  void asksNoHostThatIsNotListed() throws IOException {
    try (SandboxServer evil =
        new SandboxServer(0, request -> answer, request -> SandboxResponse.empty(404))) {
      headers.put("x-ms-certificate-url", evil.url() + "/a.cer");

      assertRefusedUnseen(403);

      assertThat(evil.requests()).isEmpty();
    }
  }

  @Test
  void refusesTheSignatureOfAnotherBodyKeyOrHash() {
    headers.put("x-ms-signature", LEAF.header("{}".getBytes(UTF_8)));
    assertRefused(401, this::verify).contains("does not fit");

    SigningAuthority other = ROOT.issue(Wish.usual().withKey(SigningAuthority.newKey("RSA", 2048)));
    headers.put("x-ms-signature", other.header(BODY));
    assertRefused(401, this::verify).contains("does not fit");

    byte[] sha1 = LEAF.sign(BODY, "SHA1withRSA");
    headers.put("x-ms-signature", "Signature " + Base64.getEncoder().encodeToString(sha1));
    assertRefused(401, this::verify).contains("does not fit");

    headers.put("x-ms-signature", "Signature QUJD");
    assertRefused(401, this::verify).contains("does not fit");
  }

  @Test
  void verifiesTheRawBytesWhateverTheirEncoding() {
    byte[] notUtf8 = "{\"x\":\"\u00e4\"}".getBytes(ISO_8859_1);
    headers.put("x-ms-signature", LEAF.header(notUtf8));
    assertThatCode(() -> signature.verify(headers, notUtf8)).doesNotThrowAnyException();

    byte[] reencoded = new String(notUtf8, UTF_8).getBytes(UTF_8);
    assertRefused(401, () -> signature.verify(headers, reencoded));

    headers.put("x-ms-signature", LEAF.header(new byte[0]));
    assertThatCode(() -> signature.verify(headers, new byte[0])).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("unusableCertificates")
  void refusesAnUnusableCertificate(String reason, SigningAuthority leaf) {
    answer = new SandboxResponse(200, Map.of(), leaf.pem());
    headers.put("x-ms-signature", leaf.header(BODY));

    assertRefused(401, this::verify).contains("certificate", reason);
  }

  @Test
  void asksTheSenderToRepeatWhileTheCertificateHostFails() {
    host.fail(new Fault("GET", null, 500, null, null, 1, false, 0));
    assertRefused(503, this::verify);
    assertRefused(503, this::verify);
    assertThat(host.requests()).hasSize(1);

    clock.move(Duration.ofSeconds(10));
    assertAccepted();
  }

  @Test
  void refusesWhenTheHostHasNoCertificate() {
    answer = SandboxResponse.empty(404);
    assertRefused(401, this::verify);

    clock.move(Duration.ofSeconds(10));
    answer = new SandboxResponse(200, Map.of(), "<html>hello</html>");
    assertRefused(401, this::verify);
  }

  @Test
  void followsPartnerCenterToItsNextKey() {
    assertAccepted();
    SigningAuthority next = ROOT.issue(Wish.usual().withKey(SigningAuthority.newKey("RSA", 2048)));
    answer = new SandboxResponse(200, Map.of(), next.pem());
    headers.put("x-ms-signature", next.header(BODY));
    assertRefused(401, this::verify);

    clock.move(Duration.ofMinutes(5));
    assertAccepted();
    assertThat(host.requests()).hasSize(2);
  }

  @Test
  void downloadsNothingMoreForAFloodOfWrongSignatures() {
    headers.put("x-ms-signature", LEAF.header("{}".getBytes(UTF_8)));
    for (int second = 0; second < 600; second++) {
      assertRefused(401, this::verify);
      clock.move(Duration.ofSeconds(1));
    }

    assertThat(host.requests()).hasSize(2);
  }

  @Test
  void tellsNothingOfSignatureQueryOrBody() {
    String wrong = LEAF.header("{}".getBytes(UTF_8));
    headers.put("x-ms-signature", wrong);

    assertRefused(401, this::verify)
        .matches(".*\\(sha256 [0-9a-f]{12}\\)")
        .doesNotContain(wrong.substring(10, 20), "secret", "EventName");
    headers.put("x-ms-certificate-url", "https://evil.example/x?sas=secret");
    assertRefused(403, this::verify).contains("evil.example").doesNotContain("secret");
    headers.put("x-ms-certificate-url", "https://user:secret@evil.example/");
    assertRefused(403, this::verify).doesNotContain("secret");
  }

  private NotificationSignature reading(SignatureHeader place) {
    WebhookSecurity security = security(place);
    return new NotificationSignature(security, new SigningCertificates(security, fetcher, clock));
  }

  private WebhookSecurity security(SignatureHeader place) {
    return new WebhookSecurity(
        List.of("127.0.0.1:" + host.url().getPort()),
        anchor,
        true,
        WebhookSecurity.MICROSOFT,
        null,
        place);
  }

  private void verify() {
    signature.verify(headers, BODY);
  }

  private void assertAccepted() {
    assertThatCode(this::verify).doesNotThrowAnyException();
  }

  private void assertRefusedUnseen(int status) {
    assertRefused(status, this::verify);
    assertThat(host.requests()).isEmpty();
  }

  static Stream<Arguments> unusableCertificates() {
    Wish foreignAuthority = Wish.usual().named("CN=Sub,O=Evil", "").asAuthority();
    Wish shortKey = Wish.usual().withKey(SigningAuthority.newKey("RSA", 1024));
    return Stream.of(
        Arguments.of("has expired", ROOT.issue(Wish.usual().valid(-30, -1))),
        Arguments.of("not yet valid", ROOT.issue(Wish.usual().valid(1, 30))),
        Arguments.of("chain", SigningAuthority.root("CN=x,O=Microsoft Corporation")),
        Arguments.of(
            "chain", SigningAuthority.root("CN=Test Root,O=Microsoft Corporation").issue()),
        Arguments.of("issuer", ROOT.issue(foreignAuthority).issue()),
        Arguments.of("2048", ROOT.issue(shortKey)));
  }
}
