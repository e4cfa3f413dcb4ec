package dev.cosell.bridge.partnercenter.webhook;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;

/** Decides whether a downloaded file holds a certificate that may sign notifications. */
final class CertificateTrust {

  private static final int SMALLEST_KEY = 2048;
  private static final int LONGEST_CHAIN = 6;

  private final TrustAnchors anchors;
  private final CertificateNames names;

  CertificateTrust(TrustAnchors anchors, CertificateNames names) {
    this.anchors = anchors;
    this.names = names;
  }

  /**
   * The key to verify with.
   *
   * @param file DER or PEM; the first certificate signs, others may complete its chain
   * @throws WebhookRefused with 401 when it is not trusted at this moment
   */
  TrustedCertificate accept(byte[] file, Instant now) {
    List<X509Certificate> certificates = certificates(file);
    X509Certificate leaf = certificates.get(0);
    RSAPublicKey key = rsaKey(leaf);
    names.check(leaf);
    if (now.isBefore(leaf.getNotBefore().toInstant())) {
      throw WebhookRefused.unauthorized("the certificate is not yet valid");
    }
    if (now.isAfter(leaf.getNotAfter().toInstant())) {
      throw WebhookRefused.unauthorized("the certificate has expired");
    }
    return limitedByItsChain(key, chain(leaf, certificates, now));
  }

  private static List<X509Certificate> certificates(byte[] file) {
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(file))
          .forEach(certificate -> certificates.add((X509Certificate) certificate));
    } catch (CertificateException unreadable) {
      throw WebhookRefused.unauthorized("the file is not a certificate");
    }
    if (certificates.isEmpty() || certificates.size() > LONGEST_CHAIN) {
      throw WebhookRefused.unauthorized(
          "the file holds " + certificates.size() + " certificates instead of one and its chain");
    }
    return certificates;
  }

  private static RSAPublicKey rsaKey(X509Certificate leaf) {
    if (leaf.getPublicKey() instanceof RSAPublicKey key
        && key.getAlgorithm().equals("RSA")
        && key.getModulus().bitLength() >= SMALLEST_KEY) {
      return key;
    }
    throw WebhookRefused.unauthorized("the certificate's key is not RSA of 2048 bit or more");
  }

  /** The chain from the leaf up to and including its trust anchor. */
  private List<X509Certificate> chain(
      X509Certificate leaf, Collection<X509Certificate> delivered, Instant now) {
    try {
      PKIXCertPathBuilderResult built =
          (PKIXCertPathBuilderResult)
              CertPathBuilder.getInstance("PKIX").build(wanted(leaf, delivered, now));
      List<X509Certificate> chain = new ArrayList<>();
      chain.add(leaf);
      built
          .getCertPath()
          .getCertificates()
          .forEach(certificate -> chain.add((X509Certificate) certificate));
      refuseSha1(chain);
      chain.add(built.getTrustAnchor().getTrustedCert());
      return chain;
    } catch (GeneralSecurityException untrusted) {
      throw WebhookRefused.unauthorized("the certificate's chain ends at no trusted certificate");
    }
  }

  /** The JDK refuses MD5 everywhere, but SHA-1 only below its own roots. */
  private static void refuseSha1(List<X509Certificate> chain) {
    if (chain.stream().anyMatch(certificate -> certificate.getSigAlgName().startsWith("SHA1"))) {
      throw WebhookRefused.unauthorized("the certificate's chain is signed with SHA-1");
    }
  }

  private PKIXBuilderParameters wanted(
      X509Certificate leaf, Collection<X509Certificate> delivered, Instant now)
      throws GeneralSecurityException {
    X509CertSelector selector = new X509CertSelector();
    selector.setCertificate(leaf);
    PKIXBuilderParameters wanted = new PKIXBuilderParameters(anchors.validAt(now), selector);
    wanted.addCertStore(
        CertStore.getInstance("Collection", new CollectionCertStoreParameters(delivered)));
    wanted.setDate(Date.from(now));
    wanted.setMaxPathLength(LONGEST_CHAIN);
    // Revocation lists and OCSP would be one more request per certificate to addresses that the
    // certificate itself names, and an outage there would stop every notification. An operator
    // ends the trust in a key by the trusted certificates, the subject name or the host list.
    wanted.setRevocationEnabled(false);
    return wanted;
  }

  private static TrustedCertificate limitedByItsChain(
      RSAPublicKey key, List<X509Certificate> chain) {
    Instant notBefore = Instant.MIN;
    Instant notAfter = Instant.MAX;
    for (X509Certificate certificate : chain) {
      Instant begin = certificate.getNotBefore().toInstant();
      Instant end = certificate.getNotAfter().toInstant();
      notBefore = begin.isAfter(notBefore) ? begin : notBefore;
      notAfter = end.isBefore(notAfter) ? end : notAfter;
    }
    return new TrustedCertificate(key, notBefore, notAfter);
  }
}
