package dev.cosell.bridge.partnercenter.webhook;

/**
 * Which header carries the signature: our own registration decides it ({@code
 * SignatureTokenToMsSignatureHeader}).
 */
public enum SignatureHeader {
  /** {@code x-ms-signature} where it is present, else {@code Authorization}. */
  ANY,
  /** Only {@code x-ms-signature}; {@code Authorization} may belong to a proxy. */
  X_MS_SIGNATURE,
  /** Only {@code Authorization}. */
  AUTHORIZATION
}
