package dev.cosell.bridge.partnercenter.webhook;

import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the headers of a request claim: this signature, by the certificate at that address. */
final class SignatureClaim {

  private static final String SCHEME = "Signature";
  private static final String ALGORITHM = "rsa-sha256";
  // An RSA key of 8192 bit signs with 1368 characters.
  private static final int LONGEST_SIGNATURE = 2048;

  private final byte[] signature;
  private final String certificateUrl;

  private SignatureClaim(byte[] signature, String certificateUrl) {
    this.signature = signature;
    this.certificateUrl = certificateUrl;
  }

  /**
   * Reads the claim, in the order of checks that Partner Center's documentation gives.
   *
   * @throws WebhookRefused with 401 without a signature, 400 without certificate or algorithm
   */
  static SignatureClaim read(
      Map<String, ? extends @Nullable Object> headers, SignatureHeader place) {
    byte[] signature =
        decoded(
            signature(headers, place)
                .orElseThrow(() -> WebhookRefused.unauthorized("the signature is missing")));
    String url =
        header(headers, "X-MS-Certificate-Url")
            .orElseThrow(() -> WebhookRefused.malformed("X-MS-Certificate-Url is missing"));
    String algorithm =
        header(headers, "X-MS-Signature-Algorithm")
            .orElseThrow(() -> WebhookRefused.malformed("X-MS-Signature-Algorithm is missing"));
    if (!algorithm.equals(ALGORITHM)) {
      throw WebhookRefused.malformed("the signature algorithm is not " + ALGORITHM);
    }
    return new SignatureClaim(signature, url);
  }

  byte[] signature() {
    return signature.clone();
  }

  String certificateUrl() {
    return certificateUrl;
  }

  private static Optional<String> signature(
      Map<String, ? extends @Nullable Object> headers, SignatureHeader place) {
    Optional<String> own = header(headers, "x-ms-signature");
    return switch (place) {
      case X_MS_SIGNATURE -> own;
      case AUTHORIZATION -> header(headers, "Authorization");
      case ANY -> own.or(() -> header(headers, "Authorization"));
    };
  }

  private static byte[] decoded(String header) {
    int space = header.indexOf(' ');
    if (space < 0 || !header.substring(0, space).equalsIgnoreCase(SCHEME)) {
      throw WebhookRefused.unauthorized("the signature's scheme is not " + SCHEME);
    }
    String text = header.substring(space).strip();
    byte[] signature = text.length() > LONGEST_SIGNATURE ? new byte[0] : base64(text);
    // Only the one canonical spelling: the decoder itself overlooks missing padding and loose bits.
    if (signature.length == 0 || !Base64.getEncoder().encodeToString(signature).equals(text)) {
      throw WebhookRefused.unauthorized("the signature is not base64");
    }
    return signature;
  }

  private static byte[] base64(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      return new byte[0];
    }
  }

  /** A repeated header is joined as HTTP says, and then fails the check of its content. */
  private static Optional<String> header(
      Map<String, ? extends @Nullable Object> headers, String name) {
    String joined =
        headers.entrySet().stream()
            .filter(header -> header.getKey().equalsIgnoreCase(name))
            .map(header -> text(header.getValue()))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(", "));
    return joined.isEmpty() ? Optional.empty() : Optional.of(joined);
  }

  private static String text(@Nullable Object value) {
    if (value instanceof Collection<?> values) {
      return values.stream().map(SignatureClaim::text).collect(Collectors.joining(", "));
    }
    return value == null ? "" : value.toString().strip();
  }
}
