package dev.cosell.bridge.partnercenter.webhook;

import java.security.interfaces.RSAPublicKey;
import java.time.Instant;

/**
 * The key of a certificate whose chain was found good.
 *
 * @param key at least 2048 bit
 * @param notBefore the latest beginning in the chain
 * @param notAfter the earliest end in the chain
 */
record TrustedCertificate(RSAPublicKey key, Instant notBefore, Instant notAfter) {

  boolean validAt(Instant now) {
    return !now.isBefore(notBefore) && !now.isAfter(notAfter);
  }
}
