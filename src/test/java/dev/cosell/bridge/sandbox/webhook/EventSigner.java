package dev.cosell.bridge.sandbox.webhook;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Signs notifications as Partner Center does.
 *
 * @param identity certificate and key
 * @param certificateUrl where receivers are told to fetch the certificate
 */
public record EventSigner(SigningIdentity identity, URI certificateUrl) {

  /** Header of a signature when the registration asks for it. */
  public static final String MS_SIGNATURE = "x-ms-signature";

  /** The default place of a signature. */
  public static final String AUTHORIZATION = "Authorization";

  /** The signed event with its signature in {@code x-ms-signature}. */
  public SignedEvent sign(byte[] body) {
    return sign(body, MS_SIGNATURE);
  }

  /** The signed event with its signature in the given header. */
  public SignedEvent sign(byte[] body, String signatureHeader) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put(signatureHeader, "Signature " + identity.signatureOf(body));
    headers.put("X-MS-Certificate-Url", certificateUrl.toString());
    headers.put("X-MS-Signature-Algorithm", "rsa-sha256");
    return new SignedEvent(body, headers);
  }
}
