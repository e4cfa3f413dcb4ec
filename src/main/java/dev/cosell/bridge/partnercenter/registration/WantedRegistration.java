package dev.cosell.bridge.partnercenter.registration;

import dev.cosell.bridge.partnercenter.webhook.SignatureHeader;
import java.util.List;

/**
 * What shall be registered.
 *
 * @param endpoint where notifications shall go
 * @param events names of the events that we need
 * @param header where the entry looks for the signature
 */
record WantedRegistration(Endpoint endpoint, List<String> events, SignatureHeader header) {

  /** Keeps a copy of the events. */
  WantedRegistration {
    events = List.copyOf(events);
  }

  /**
   * Whether the signature is asked for in {@code x-ms-signature}. Where the entry takes both, that
   * one is better: a proxy may keep an Authorization header for itself.
   */
  boolean signatureInMsHeader() {
    return header != SignatureHeader.AUTHORIZATION;
  }

  /** Whether the entry takes a signature at either place. */
  boolean takesAnySignature() {
    return header == SignatureHeader.ANY;
  }
}
