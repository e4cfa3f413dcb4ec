package dev.cosell.bridge.partnercenter.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate with its key, which can issue others and sign notifications. */
final class SigningAuthority {

  static final Instant TODAY = Instant.parse("2030-01-05T10:00:00Z");
  static final String SUBJECT = "CN=pcnotifications-dispatch.microsoft.com,O=Microsoft Corporation";

  private static final AtomicLong SERIAL = new AtomicLong(1);
  private static final KeyPair SHARED_KEY = newKey("RSA", 2048);

  private final X509Certificate certificate;
  private final PrivateKey key;

  private SigningAuthority(X509Certificate certificate, PrivateKey key) {
    this.certificate = certificate;
    this.key = key;
  }

  /** A root that is valid for ten years around today. */
  static SigningAuthority root(String name) {
    KeyPair pair = newKey("RSA", 2048);
    Wish wish = new Wish(name, pair).asAuthority().valid(-1825, 1825);
    return certify(wish, new X500Name(name), pair.getPrivate());
  }

  /** An issuing authority below this one, valid for two years around today. */
  SigningAuthority intermediate(String name) {
    return issue(new Wish(name, newKey("RSA", 2048)).asAuthority().valid(-365, 365));
  }

  /** A certificate with the documented subject, valid for a month before and after today. */
  SigningAuthority issue() {
    return issue(Wish.usual());
  }

  SigningAuthority issue(Wish wish) {
    byte[] name = certificate.getSubjectX500Principal().getEncoded();
    return certify(wish, X500Name.getInstance(name), key);
  }

  X509Certificate certificate() {
    return certificate;
  }

  PrivateKey key() {
    return key;
  }

  byte[] der() {
    try {
      return certificate.getEncoded();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  String pem() {
    String lines = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der());
    return "-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n";
  }

  /** A trust anchor file in a folder. */
  Path pemIn(Path folder) throws IOException {
    return Files.writeString(folder.resolve("anchor-" + SERIAL.incrementAndGet() + ".pem"), pem());
  }

  byte[] sign(byte[] body, String algorithm) {
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(body);
      return signature.sign();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The header value that Partner Center would send with this body. */
  String header(byte[] body) {
    return "Signature " + Base64.getEncoder().encodeToString(sign(body, "SHA256withRSA"));
  }

  static KeyPair newKey(String algorithm, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static SigningAuthority certify(Wish wish, X500Name issuer, PrivateKey issuerKey) {
    try {
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              issuer,
              BigInteger.valueOf(SERIAL.incrementAndGet()),
              Date.from(wish.notBefore()),
              Date.from(wish.notAfter()),
              new X500Name(wish.subject()),
              wish.pair().getPublic());
      builder.addExtension(
          Extension.basicConstraints, true, new BasicConstraints(wish.authority()));
      if (!wish.dnsName().isEmpty()) {
        GeneralName name = new GeneralName(GeneralName.dNSName, wish.dnsName());
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(name));
      }
      X509Certificate certificate =
          new JcaX509CertificateConverter()
              .getCertificate(
                  builder.build(new JcaContentSignerBuilder(wish.algorithm()).build(issuerKey)));
      return new SigningAuthority(certificate, wish.pair().getPrivate());
    } catch (GeneralSecurityException | OperatorCreationException | IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** What a certificate shall say. */
  record Wish(
      String subject,
      KeyPair pair,
      Instant notBefore,
      Instant notAfter,
      boolean authority,
      String dnsName,
      String algorithm) {

    Wish(String subject, KeyPair pair) {
      this(
          subject,
          pair,
          TODAY.minus(Duration.ofDays(30)),
          TODAY.plus(Duration.ofDays(30)),
          false,
          "",
          "SHA256withRSA");
    }

    static Wish usual() {
      return new Wish(SUBJECT, SHARED_KEY);
    }

    Wish withKey(KeyPair other) {
      return new Wish(subject, other, notBefore, notAfter, authority, dnsName, algorithm);
    }

    Wish named(String other, String alternative) {
      return new Wish(other, pair, notBefore, notAfter, authority, alternative, algorithm);
    }

    Wish valid(int fromDay, int toDay) {
      Instant from = TODAY.plus(Duration.ofDays(fromDay));
      Instant to = TODAY.plus(Duration.ofDays(toDay));
      return new Wish(subject, pair, from, to, authority, dnsName, algorithm);
    }

    Wish asAuthority() {
      return new Wish(subject, pair, notBefore, notAfter, true, dnsName, algorithm);
    }

    Wish signedWith(String other) {
      return new Wish(subject, pair, notBefore, notAfter, authority, dnsName, other);
    }
  }
}
