package dev.cosell.bridge.partnercenter.webhook;

import static dev.cosell.bridge.partnercenter.webhook.Refusals.assertRefused;
import static dev.cosell.bridge.partnercenter.webhook.SigningAuthority.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.interfaces.RSAPublicKey;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class CertificateTrustPropertyTest {

  private static final SigningAuthority ROOT =
      SigningAuthority.root("CN=Test Root,O=Microsoft Corporation");
  private static final SigningAuthority LEAF = ROOT.issue();

  private final CertificateTrust trust = trust();
  private final RSAPublicKey whole = trust.accept(LEAF.der(), TODAY).key();

  @Property(tries = 500)
  void refusesArbitraryBytes(@ForAll byte[] file) {
    assertRefused(401, () -> trust.accept(file, TODAY));
  }

  /**
   * A few bits around the signed part mean nothing; what they cannot do is bring in another key.
   */
  @Property(tries = 500)
  void takesNoOtherKeyFromADamagedCertificate(@ForAll int position, @ForAll byte change) {
    byte[] file = LEAF.der();
    file[Math.floorMod(position, file.length)] ^= change == 0 ? 1 : change;

    try {
      assertThat(trust.accept(file, TODAY).key()).isEqualTo(whole);
    } catch (WebhookRefused refused) {
      assertThat(refused.status()).isEqualTo(401);
    }
  }

  private static CertificateTrust trust() {
    try {
      return new CertificateTrust(
          TrustAnchors.read(ROOT.pemIn(Files.createTempDirectory("anchors"))),
          new CertificateNames(WebhookSecurity.MICROSOFT, null));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
