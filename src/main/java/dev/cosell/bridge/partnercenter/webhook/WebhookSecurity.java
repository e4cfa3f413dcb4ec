package dev.cosell.bridge.partnercenter.webhook;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What makes a notification genuine.
 *
 * @param certificateHosts hosts that a signing certificate may come from, each as host or
 *     host:port; without port the scheme's default port; empty refuses every notification
 * @param trustedCertificates PEM file of trust anchors, roots and intermediates alike; null for the
 *     JVM's own
 * @param allowHttpCertificates for a local sandbox only: certificates may come by http and from
 *     private addresses
 * @param issuerOrganization the O of the certificate's issuer, letter by letter
 * @param subjectName common name or DNS name that the certificate must be issued to; null for any
 * @param signatureHeader which header carries the signature
 */
public record WebhookSecurity(
    List<String> certificateHosts,
    @Nullable Path trustedCertificates,
    boolean allowHttpCertificates,
    String issuerOrganization,
    @Nullable String subjectName,
    SignatureHeader signatureHeader) {

  /** The issuer that Partner Center's documentation asks for. */
  public static final String MICROSOFT = "Microsoft Corporation";

  /**
   * Keeps a copy of the hosts.
   *
   * @throws IllegalArgumentException when the issuer's organisation is blank, which would trust
   *     every issuer
   */
  public WebhookSecurity {
    certificateHosts = List.copyOf(certificateHosts);
    if (issuerOrganization.isBlank()) {
      throw new IllegalArgumentException("the certificate issuer's organisation is missing");
    }
    subjectName = subjectName == null || subjectName.isBlank() ? null : subjectName;
  }
}
