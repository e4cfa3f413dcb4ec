package dev.cosell.bridge.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.sandbox.webhook.SigningAuthority;
import dev.cosell.bridge.sandbox.webhook.SigningIdentity;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A client of the bridge entrusts nothing to a server whose certificate is not in order. The
 * authority that it does trust takes the place of the JVM's own meanwhile.
 */
@Timeout(120)
public abstract class TrustOfServers {

  private static final SigningAuthority TRUSTED = SigningAuthority.create();
  private static final String PASSWORD = "trusted";
  private static @Nullable Properties before;

  /** Why a certificate is not in order. */
  enum Flaw {
    /** Nobody whom the JVM trusts has issued it. */
    UNKNOWN_ISSUER,
    /** It names another host. */
    OTHER_HOST,
    /** It is not valid any more. */
    EXPIRED;

    SigningIdentity identity() {
      return switch (this) {
        case UNKNOWN_ISSUER -> SigningAuthority.create().leafNamed("localhost");
        case OTHER_HOST -> TRUSTED.leafNamed("other.example");
        case EXPIRED -> TRUSTED.expiredLeafNamed("localhost");
      };
    }
  }

  /**
   * Lets the client send one request, with everything secret that it has.
   *
   * @param server https, host and port
   * @throws Exception when it fails, which is no matter
   */
  protected abstract void call(URI server) throws Exception;

  @BeforeAll
  static void trustOneAuthority() throws Exception {
    before = (Properties) System.getProperties().clone();
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry(
        "trusted",
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(
                    TRUSTED.trustAnchors().getBytes(StandardCharsets.US_ASCII))));
    Path file = Files.createTempFile("cosell-trust-", ".p12");
    file.toFile().deleteOnExit();
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
    System.setProperty("javax.net.ssl.trustStore", file.toString());
    System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
    System.setProperty("javax.net.ssl.trustStoreType", "PKCS12");
  }

  @AfterAll
  static void trustTheOthersAgain() {
    System.setProperties(Objects.requireNonNull(before));
  }

  @Test
  void callsAServerWhoseCertificateIsInOrder() {
    try (TlsServer server = new TlsServer(TRUSTED.leafNamed("localhost"))) {
      callOf(server);
      assertThat(server.received()).isPositive();
    }
  }

  @ParameterizedTest
  @EnumSource
  void entrustsNothingToAServerWhoseCertificateIsNot(Flaw flaw) {
    try (TlsServer server = new TlsServer(flaw.identity())) {
      callOf(server);
      assertThat(server.connections()).isPositive();
      assertThat(server.received()).isZero();
    }
  }

  private void callOf(TlsServer server) {
    try {
      call(server.url());
    } catch (Exception refused) {
      // what it makes of it is tested elsewhere
    }
  }
}
