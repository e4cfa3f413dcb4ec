package dev.cosell.bridge.sandbox.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningAuthorityTest {

  private static final SigningAuthority AUTHORITY = SigningAuthority.create();

  @Test
  void issuesALeafThatItsTrustAnchorsVouchFor(@TempDir Path folder) throws Exception {
    X509Certificate leaf = AUTHORITY.leaf().certificate();
    Path file = AUTHORITY.writeTrustAnchors(folder.resolve("anchors.pem"));
    validate(leaf, Files.readString(file));
    assertThat(leaf.getSubjectX500Principal().getName())
        .contains("CN=pcnotifications-dispatch.microsoft.com");
    assertThat(leaf.getIssuerX500Principal().getName()).contains("O=Microsoft Corporation");
    assertThat(leaf.getSubjectAlternativeNames())
        .contains(List.of(2, "pcnotifications-dispatch.microsoft.com"));
    assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
  }

  @Test
  void bundlesTheIntermediateBecauseOnlyTheLeafIsDelivered() throws Exception {
    SigningAuthority chained = SigningAuthority.withIntermediate();
    X509Certificate leaf = chained.leaf().certificate();
    assertThat(leaf.getIssuerX500Principal().getName()).contains("CN=Sandbox Issuing CA");
    validate(leaf, chained.trustAnchors());
    assertThat(anchors(chained.trustAnchors())).hasSize(2);
  }

  @Test
  void makesCertificatesThatMustNotBeTrusted() {
    refuses(AUTHORITY.expiredLeaf());
    refuses(AUTHORITY.futureLeaf());
    refuses(SigningAuthority.create().leaf());
    refuses(SigningAuthority.selfSignedLeaf());
  }

  @Test
  void makesAValidChainOfAnotherOrganizationOrName() throws Exception {
    SigningAuthority other = SigningAuthority.ofOrganization("Contoso Ltd");
    validate(other.leaf().certificate(), other.trustAnchors());
    assertThat(other.leaf().certificate().getIssuerX500Principal().getName())
        .contains("O=Contoso Ltd");
    X509Certificate named = AUTHORITY.leafNamed("other.example").certificate();
    validate(named, AUTHORITY.trustAnchors());
    assertThat(named.getSubjectAlternativeNames()).containsExactly(List.of(2, "other.example"));
  }

  @Test
  void signsSoThatOnlyTheRightKeyFits() throws Exception {
    byte[] body = "{\"EventName\":\"ü\"}".getBytes(StandardCharsets.UTF_8);
    SigningIdentity leaf = AUTHORITY.leaf();
    assertThat(fits(leaf, body, leaf.signatureOf(body))).isTrue();
    SigningIdentity wrong = leaf.signingWith(AUTHORITY.leaf());
    assertThat(wrong.certificate()).isEqualTo(leaf.certificate());
    assertThat(fits(leaf, body, wrong.signatureOf(body))).isFalse();
  }

  private static boolean fits(SigningIdentity identity, byte[] body, String signature)
      throws GeneralSecurityException {
    Signature check = Signature.getInstance("SHA256withRSA");
    check.initVerify(identity.certificate());
    check.update(body);
    return check.verify(Base64.getDecoder().decode(signature));
  }

  private static void refuses(SigningIdentity identity) {
    assertThatThrownBy(() -> validate(identity.certificate(), AUTHORITY.trustAnchors()))
        .isInstanceOf(CertPathValidatorException.class);
  }

  private static void validate(X509Certificate leaf, String anchors) throws Exception {
    PKIXParameters parameters =
        new PKIXParameters(
            anchors(anchors).stream()
                .map(anchor -> new TrustAnchor(anchor, null))
                .collect(Collectors.toSet()));
    parameters.setRevocationEnabled(false);
    var path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf));
    CertPathValidator.getInstance("PKIX").validate(path, parameters);
  }

  private static List<X509Certificate> anchors(String pem) throws Exception {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
        .stream()
        .map(X509Certificate.class::cast)
        .toList();
  }
}
