package dev.cosell.bridge.partnercenter;

import dev.cosell.bridge.partnercenter.webhook.SignatureHeader;
import dev.cosell.bridge.remote.TimeBounds;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How Partner Center is reached.
 *
 * @param apiUrl host of the referrals API
 * @param webhooksUrl host of the Webhooks API, which takes registrations
 * @param tokenUrl token endpoint of the tenant
 * @param clientId client id of the app registration
 * @param clientSecret its secret
 * @param clientSecretExpires the day on which the secret ends, null when it is not known
 * @param refreshToken refresh token of the person or service account that consented
 * @param refreshTokenLifetime how long a refresh token is good for when it is not rotated; zero
 *     when that is not known
 * @param scope scope of the referrals API
 * @param connections how many calls run at the same time at most, 1 to 64
 * @param answerTimeout longest silence of Partner Center, one millisecond to two minutes
 * @param customerMarketplaceIntent whether the customer of a new referral means to buy in the
 *     marketplace, by Partner Center's word; {@code none} says nothing of it
 * @param createPatience how long a referral that was asked for without an answer may need to show
 *     up, before it is asked for again
 * @param webhook the entry for notifications
 */
@Validated
@ConfigurationProperties("cosell.partner-center")
public record PartnerCenterSettings(
    @DefaultValue("https://api.partner.microsoft.com") URI apiUrl,
    @DefaultValue("https://api.partnercenter.microsoft.com") URI webhooksUrl,
    URI tokenUrl,
    String clientId,
    String clientSecret,
    @Nullable LocalDate clientSecretExpires,
    String refreshToken,
    @DefaultValue("90d") Duration refreshTokenLifetime,
    @DefaultValue("https://api.partner.microsoft.com/.default") String scope,
    @DefaultValue("16") @Min(1) @Max(64) int connections,
    @DefaultValue("60s") Duration answerTimeout,
    @DefaultValue("HaveNotDecided") String customerMarketplaceIntent,
    @DefaultValue("15s") Duration createPatience,
    @DefaultValue Webhook webhook) {

  /** The word for saying nothing of the marketplace. */
  static final String NO_INTENT = "none";

  /** Refuses times out of their bounds. */
  public PartnerCenterSettings {
    TimeBounds.checkAnswer("cosell.partner-center.answer-timeout", answerTimeout);
  }

  /** Without any secret. */
  @Override
  public String toString() {
    return "Partner Center at " + apiUrl;
  }

  /**
   * The entry for notifications.
   *
   * @param certificateHosts hosts, or host:port, that a signing certificate may come from
   * @param trustedCertificates PEM file of trust anchors; empty takes the JVM's
   * @param allowHttpCertificates true only for a local sandbox
   * @param issuerOrganization organisation (O) that must have issued the signing certificate
   * @param subjectName common name or DNS name that the certificate must carry; empty takes any
   * @param signatureHeader where the signature is looked for
   * @param certificateTimeout longest silence of a host of certificates, one millisecond to two
   *     minutes
   * @param maxBody largest notification
   */
  public record Webhook(
      @DefaultValue("3psostorageacct.blob.core.windows.net") List<String> certificateHosts,
      @Nullable Path trustedCertificates,
      @DefaultValue("false") boolean allowHttpCertificates,
      @DefaultValue("Microsoft Corporation") String issuerOrganization,
      @Nullable String subjectName,
      @DefaultValue("any") SignatureHeader signatureHeader,
      @DefaultValue("5s") Duration certificateTimeout,
      @DefaultValue("256KB") DataSize maxBody) {

    /** Refuses times out of their bounds. */
    public Webhook {
      TimeBounds.checkAnswer(
          "cosell.partner-center.webhook.certificate-timeout", certificateTimeout);
    }
  }
}
