package dev.cosell.bridge.partnercenter.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificates that a chain may end at.
 *
 * <p>Partner Center delivers only the leaf, so the operator's file lists roots and issuing
 * authorities alike, and each of them ends a chain.
 */
final class TrustAnchors {

  private final List<X509Certificate> certificates;

  private TrustAnchors(Collection<X509Certificate> certificates) {
    this.certificates = List.copyOf(certificates);
  }

  /**
   * Reads the anchors.
   *
   * @param file PEM file; null for the JVM's own anchors
   * @throws IllegalArgumentException when the file cannot be read or holds no certificate
   */
  static TrustAnchors read(@Nullable Path file) {
    return new TrustAnchors(file == null ? ofThisJvm() : listedIn(file));
  }

  /** The anchors without those that have expired: a PKIX check does not look at their dates. */
  Set<TrustAnchor> validAt(Instant now) {
    return certificates.stream()
        .filter(certificate -> validAt(certificate, now))
        .map(certificate -> new TrustAnchor(certificate, null))
        .collect(Collectors.toSet());
  }

  private static boolean validAt(X509Certificate certificate, Instant now) {
    return !now.isBefore(certificate.getNotBefore().toInstant())
        && !now.isAfter(certificate.getNotAfter().toInstant());
  }

  private static List<X509Certificate> listedIn(Path file) {
    try (InputStream pem = Files.newInputStream(file)) {
      List<X509Certificate> listed =
          CertificateFactory.getInstance("X.509").generateCertificates(pem).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (listed.isEmpty()) {
        throw new IllegalArgumentException("no trusted certificate in " + file);
      }
      return listed;
    } catch (IOException | CertificateException unreadable) {
      throw new IllegalArgumentException("cannot read trusted certificates: " + file, unreadable);
    }
  }

  private static List<X509Certificate> ofThisJvm() {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      return Arrays.stream(factory.getTrustManagers()).flatMap(TrustAnchors::accepted).toList();
    } catch (GeneralSecurityException unusable) {
      throw new IllegalStateException("this JVM has no trust store", unusable);
    }
  }

  private static Stream<X509Certificate> accepted(TrustManager manager) {
    return manager instanceof X509TrustManager x509
        ? Arrays.stream(x509.getAcceptedIssuers())
        : Stream.empty();
  }
}
