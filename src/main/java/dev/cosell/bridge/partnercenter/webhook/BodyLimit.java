package dev.cosell.bridge.partnercenter.webhook;

import java.io.IOException;
import java.io.InputStream;

/**
 * The largest body that is read.
 *
 * @param bytes the limit; a body of exactly this size still passes
 */
public record BodyLimit(int bytes) {

  /** Far above any notification, far below what hurts. */
  public static final BodyLimit DEFAULT = new BodyLimit(256 * 1024);

  /**
   * Checks the limit.
   *
   * @throws IllegalArgumentException when it is not positive, or so large that it limits nothing
   */
  public BodyLimit {
    if (bytes <= 0 || bytes == Integer.MAX_VALUE) {
      throw new IllegalArgumentException("not a body limit: " + bytes + " bytes");
    }
  }

  /**
   * The whole body, of which never more than the limit and one byte is read.
   *
   * @param body the raw request body; not closed
   * @param declaredLength value of Content-Length, negative when unknown
   * @throws WebhookRefused with 413 when it is too large; by the declared length alone nothing is
   *     read
   * @throws IOException when the sender breaks off
   */
  public byte[] read(InputStream body, long declaredLength) throws IOException {
    if (declaredLength > bytes) {
      throw tooLarge();
    }
    byte[] read = body.readNBytes(bytes + 1);
    if (read.length > bytes) {
      throw tooLarge();
    }
    return read;
  }

  private WebhookRefused tooLarge() {
    return WebhookRefused.tooLarge("the body is larger than " + bytes + " bytes");
  }
}
