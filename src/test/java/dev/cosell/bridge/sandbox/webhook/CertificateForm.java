package dev.cosell.bridge.sandbox.webhook;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * What a certificate will say.
 *
 * @param subject whose it is
 * @param hosts DNS names, empty for an authority
 * @param authority whether it may issue others
 * @param validity from when to when
 */
record CertificateForm(X500Name subject, List<String> hosts, boolean authority, Validity validity) {

  record Validity(Instant from, Instant until) {}

  SigningIdentity selfSigned(KeyPair keys) {
    return issued(subject, keys.getPrivate(), keys);
  }

  SigningIdentity issuedBy(SigningIdentity issuer, KeyPair keys) {
    X500Name name =
        X500Name.getInstance(issuer.certificate().getSubjectX500Principal().getEncoded());
    return issued(name, issuer.key(), keys);
  }

  private SigningIdentity issued(X500Name issuer, PrivateKey issuerKey, KeyPair keys) {
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            issuer,
            new BigInteger(120, new SecureRandom()).setBit(119),
            Date.from(validity.from()),
            Date.from(validity.until()),
            subject,
            keys.getPublic());
    try {
      extend(builder);
      var signer = new JcaContentSignerBuilder("SHA256withRSA").build(issuerKey);
      var certificate = new JcaX509CertificateConverter().getCertificate(builder.build(signer));
      return new SigningIdentity(certificate, keys.getPrivate());
    } catch (CertIOException | OperatorCreationException | GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void extend(X509v3CertificateBuilder builder) throws CertIOException {
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
    int usage = authority ? KeyUsage.keyCertSign | KeyUsage.cRLSign : KeyUsage.digitalSignature;
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
    if (!hosts.isEmpty()) {
      GeneralName[] names =
          hosts.stream()
              .map(host -> new GeneralName(GeneralName.dNSName, host))
              .toArray(GeneralName[]::new);
      builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
    }
  }
}
