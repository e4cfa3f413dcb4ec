package dev.cosell.bridge.sandbox.webhook;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/**
 * A certificate and the key that signs.
 *
 * @param certificate what receivers check with
 * @param key what the sender signs with; the certificate's own, except in {@link #signingWith}
 */
public record SigningIdentity(X509Certificate certificate, PrivateKey key) {

  /** This certificate with another identity's key: every signature is wrong. */
  public SigningIdentity signingWith(SigningIdentity other) {
    return new SigningIdentity(certificate, other.key);
  }

  /** Base64 of SHA256withRSA (PKCS#1 v1.5) over the raw bytes. */
  public String signatureOf(byte[] body) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(body);
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The certificate as a {@code .cer} file holds it. */
  public byte[] der() {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The certificate as PEM text. */
  public String pem() {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der())
        + "\n-----END CERTIFICATE-----\n";
  }
}
