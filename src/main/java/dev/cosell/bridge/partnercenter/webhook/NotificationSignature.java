package dev.cosell.bridge.partnercenter.webhook;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.security.SignatureException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a notification comes from Partner Center.
 *
 * <p>Checks in the order of Partner Center's documentation, cheap ones first: nothing is fetched
 * before the headers are complete and the certificate's host is known.
 */
public final class NotificationSignature {

  private final SignatureHeader place;
  private final SigningCertificates certificates;

  /** Reads signatures from the header that the settings name. */
  public NotificationSignature(WebhookSecurity security, SigningCertificates certificates) {
    this.place = security.signatureHeader();
    this.certificates = certificates;
  }

  /**
   * Returns silently for a genuine notification.
   *
   * @param headers request headers by name in any case; a value may be text or a collection
   * @param body the bytes as they came over the wire, never decoded text
   * @throws WebhookRefused with 401 (signature or certificate wrong), 400 (headers incomplete), 403
   *     (certificate from a foreign host) or 503 (certificate cannot be had now)
   */
  public void verify(Map<String, ? extends @Nullable Object> headers, byte[] body) {
    SignatureClaim claim = SignatureClaim.read(headers, place);
    TrustedCertificate certificate = certificates.trusted(claim.certificateUrl());
    if (!signed(body, claim, certificate) && !signedByTheNextKey(body, claim, certificate)) {
      throw WebhookRefused.unauthorized(
          "the signature does not fit the body (sha256 " + fingerprint(body) + ")");
    }
  }

  /** Partner Center may renew its certificate at the same address before the old one expires. */
  private boolean signedByTheNextKey(
      byte[] body, SignatureClaim claim, TrustedCertificate doubted) {
    return certificates
        .renewed(claim.certificateUrl())
        .filter(renewed -> !renewed.key().equals(doubted.key()))
        .filter(renewed -> signed(body, claim, renewed))
        .isPresent();
  }

  private static boolean signed(byte[] body, SignatureClaim claim, TrustedCertificate certificate) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(certificate.key());
      signature.update(body);
      return signature.verify(claim.signature());
    } catch (SignatureException wrongLength) {
      return false;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("this JVM cannot verify RSA signatures", impossible);
    }
  }

  private static String fingerprint(byte[] body) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
      return HexFormat.of().formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
