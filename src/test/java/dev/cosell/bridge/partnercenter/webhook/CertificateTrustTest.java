package dev.cosell.bridge.partnercenter.webhook;

import static dev.cosell.bridge.partnercenter.webhook.Refusals.assertRefused;
import static dev.cosell.bridge.partnercenter.webhook.SigningAuthority.SUBJECT;
import static dev.cosell.bridge.partnercenter.webhook.SigningAuthority.TODAY;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cosell.bridge.partnercenter.webhook.SigningAuthority.Wish;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateTrustTest {

  private static final SigningAuthority ROOT =
      SigningAuthority.root("CN=Test Root,O=Microsoft Corporation,C=US");
  private static final SigningAuthority ISSUING =
      ROOT.intermediate("CN=Test Issuing 01,O=Microsoft Corporation,C=US");
  private static final SigningAuthority LEAF = ISSUING.issue();

  private Path folder;
  private CertificateTrust trust;

  @BeforeEach
  void trustTheRoot(@TempDir Path temporary) throws IOException {
    folder = temporary;
    trust = trusting(ROOT.pem(), null);
  }

  @Test
  void readsDerAndPem() throws IOException {
    CertificateTrust both = trusting(ROOT.pem() + ISSUING.pem(), null);

    assertThat(both.accept(LEAF.der(), TODAY).key()).isEqualTo(LEAF.certificate().getPublicKey());
    assertThat(both.accept(pem("some text - before\n" + LEAF.pem()), TODAY))
        .isEqualTo(both.accept(LEAF.der(), TODAY));
  }

  @Test
  void completesTheChainFromTheSameFile() {
    assertRefused(401, () -> trust.accept(LEAF.der(), TODAY)).contains("chain");

    assertThat(trust.accept(pem(LEAF.pem() + ISSUING.pem()), TODAY).key().getAlgorithm())
        .isEqualTo("RSA");
  }

  @Test
  void trustsAnIssuingAuthorityThatIsListedWithoutItsRoot() throws IOException {
    CertificateTrust issuingOnly = trusting(ISSUING.pem(), null);

    assertThat(issuingOnly.accept(LEAF.der(), TODAY).notAfter())
        .isEqualTo(TODAY.plus(Duration.ofDays(30)));
    assertRefused(401, () -> issuingOnly.accept(ROOT.issue().der(), TODAY)).contains("chain");
  }

  @Test
  void refusesAChainOfTheSameNamesFromAnotherAuthority() {
    SigningAuthority impostor = SigningAuthority.root("CN=Test Root,O=Microsoft Corporation,C=US");

    assertRefused(401, () -> trust.accept(impostor.issue().der(), TODAY)).contains("chain");
    assertRefused(401, () -> trust.accept(pem(impostor.issue().pem() + impostor.pem()), TODAY));
  }

  @Test
  void refusesACertificateThatAnOrdinaryCertificateIssued() {
    SigningAuthority notAnAuthority = ROOT.issue(Wish.usual().named(SUBJECT, ""));
    SigningAuthority leaf = notAnAuthority.issue();

    assertRefused(401, () -> trust.accept(pem(leaf.pem() + notAnAuthority.pem()), TODAY))
        .contains("chain");
  }

  @Test
  void acceptsTheCertificateOnlyWhileItIsValid() {
    byte[] file = ROOT.issue(Wish.usual().valid(-1, 1)).der();
    Duration day = Duration.ofDays(1);

    assertThat(trust.accept(file, TODAY.minus(day)).notBefore()).isEqualTo(TODAY.minus(day));
    assertThat(trust.accept(file, TODAY.plus(day)).notAfter()).isEqualTo(TODAY.plus(day));
    assertRefused(401, () -> trust.accept(file, TODAY.minus(day).minusSeconds(1)))
        .contains("not yet valid");
    assertRefused(401, () -> trust.accept(file, TODAY.plus(day).plusSeconds(1)))
        .contains("expired");
  }

  @Test
  void acceptsTheCertificateOnlyWhileItsWholeChainIsValid() {
    SigningAuthority shortLived =
        ROOT.issue(
            Wish.usual().named("CN=Short,O=Microsoft Corporation", "").asAuthority().valid(-2, 2));
    byte[] file = pem(shortLived.issue().pem() + shortLived.pem());
    Instant end = TODAY.plus(Duration.ofDays(2));

    assertThat(trust.accept(file, TODAY).notAfter()).isEqualTo(end);
    assertThat(trust.accept(file, TODAY).validAt(end.plusSeconds(1))).isFalse();
    assertRefused(401, () -> trust.accept(file, end.plusSeconds(1))).contains("chain");
  }

  @Test
  void trustsNoAnchorThatHasExpired() {
    byte[] file = ROOT.issue(Wish.usual().valid(-1, 4000)).der();

    assertThat(trust.accept(file, TODAY).notAfter())
        .isEqualTo(ROOT.certificate().getNotAfter().toInstant());
    assertRefused(401, () -> trust.accept(file, TODAY.plus(Duration.ofDays(2000))))
        .contains("chain");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CN=Other,O=Other Corporation",
        "CN=No Organisation",
        "CN=O\\=Microsoft Corporation,O=Evil",
        "CN=Microsoft Corporation,OU=Microsoft Corporation",
        "O=Microsoft Corporation Ltd",
        "O=Not Microsoft Corporation",
        "O=Evil\\, O\\=Microsoft Corporation",
        "O=microsoft corporation",
        "O=Evil,O=Microsoft Corporation",
        "O=Microsoft Corporation+O=Evil,CN=x"
      })
  void refusesAnIssuerOfAnotherOrganisation(String issuer) throws IOException {
    SigningAuthority other = SigningAuthority.root(issuer);
    CertificateTrust trustingIt = trusting(other.pem(), null);

    assertRefused(401, () -> trustingIt.accept(other.issue().der(), TODAY)).contains("issuer");
  }

  @Test
  void findsTheOrganisationWhereverItStands() throws IOException {
    SigningAuthority odd = SigningAuthority.root("C=US,OU=x+O=Microsoft Corporation,CN=a\\,b");
    CertificateTrust trustingIt = trusting(odd.pem(), null);

    assertThat(trustingIt.accept(odd.issue().der(), TODAY).validAt(TODAY)).isTrue();
  }

  @Test
  void refusesAKeyThatIsNotRsaOrTooShort() {
    Wish weak = Wish.usual().withKey(SigningAuthority.newKey("RSA", 1024));
    Wish elliptic = Wish.usual().withKey(SigningAuthority.newKey("EC", 256));
    Wish pss = Wish.usual().withKey(SigningAuthority.newKey("RSASSA-PSS", 2048));

    assertRefused(401, () -> trust.accept(ROOT.issue(weak).der(), TODAY)).contains("2048");
    assertRefused(401, () -> trust.accept(ROOT.issue(elliptic).der(), TODAY)).contains("RSA");
    assertRefused(401, () -> trust.accept(ROOT.issue(pss).der(), TODAY)).contains("RSA");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHA1withRSA", "MD5withRSA"})
  void refusesACertificateSignedWithAWeakHash(String algorithm) {
    byte[] file = ROOT.issue(Wish.usual().signedWith(algorithm)).der();

    assertRefused(401, () -> trust.accept(file, TODAY));
  }

  @Test
  void comparesThePinnedSubjectWithCommonAndDnsNames() throws IOException {
    String pin = "PcNotifications-dispatch.microsoft.com";
    CertificateTrust pinned = trusting(ROOT.pem(), pin);
    Wish byDns = Wish.usual().named("CN=x", "pcnotifications-dispatch.microsoft.com");
    Wish nearly = Wish.usual().named("CN=x." + pin, "*.microsoft.com");
    Wish elsewhere = Wish.usual().named("CN=x,OU=" + pin, "");

    assertThat(pinned.accept(ROOT.issue().der(), TODAY).validAt(TODAY)).isTrue();
    assertThat(pinned.accept(ROOT.issue(byDns).der(), TODAY).validAt(TODAY)).isTrue();
    assertRefused(401, () -> pinned.accept(ROOT.issue(nearly).der(), TODAY)).contains(pin);
    assertRefused(401, () -> pinned.accept(ROOT.issue(elsewhere).der(), TODAY)).contains(pin);
    assertThat(trust.accept(ROOT.issue(nearly).der(), TODAY).validAt(TODAY)).isTrue();
  }

  @Test
  void refusesAFileThatIsNoCertificate() {
    assertRefused(401, () -> trust.accept(new byte[0], TODAY));
    assertRefused(401, () -> trust.accept(pem("<html>not found</html>"), TODAY));
    assertRefused(
        401,
        () ->
            trust.accept(
                pem("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"), TODAY));
    assertRefused(401, () -> trust.accept(pem(ROOT.issue().pem().repeat(50)), TODAY))
        .contains("50 certificates");
  }

  @Test
  void trustsThePublicAuthoritiesOfTheJvmWithoutAFile() {
    CertificateTrust jvm =
        new CertificateTrust(
            TrustAnchors.read(null), new CertificateNames(WebhookSecurity.MICROSOFT, null));

    assertThat(TrustAnchors.read(null).validAt(Instant.parse("2024-01-01T00:00:00Z"))).isNotEmpty();
    assertRefused(401, () -> jvm.accept(ROOT.issue().der(), TODAY)).contains("chain");
  }

  @Test
  void reportsAFileOfTrustAnchorsThatIsMissingOrEmpty() throws IOException {
    Path missing = folder.resolve("missing.pem");
    Path empty = Files.writeString(folder.resolve("empty.pem"), "nothing here");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrustAnchors.read(missing))
        .withMessageContaining("missing.pem");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrustAnchors.read(empty))
        .withMessageContaining("empty.pem");
  }

  private CertificateTrust trusting(String pem, @Nullable String subject) throws IOException {
    Path file = Files.writeString(Files.createTempFile(folder, "anchors", ".pem"), pem);
    return new CertificateTrust(
        TrustAnchors.read(file), new CertificateNames(WebhookSecurity.MICROSOFT, subject));
  }

  private static byte[] pem(String text) {
    return text.getBytes(US_ASCII);
  }
}
