package dev.cosell.bridge.partnercenter.webhook;

import java.net.URI;

/** Brings a certificate file from an address that passed the list of allowed hosts. */
@FunctionalInterface
public interface CertificateFetcher {

  /**
   * The file as it is, DER or PEM.
   *
   * @throws WebhookRefused with 503 when the host cannot answer now, 401 when it has no such file,
   *     403 when its name leads to an address that is not public
   */
  byte[] fetch(URI address);
}
