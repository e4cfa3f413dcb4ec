package dev.cosell.bridge.partnercenter.webhook;

import java.time.Duration;
import java.time.Instant;

/** What one download of a certificate came to. */
sealed interface CertificateAnswer {

  /**
   * The certificate.
   *
   * @throws WebhookRefused when there is none
   */
  TrustedCertificate certificate();

  /** Whether the answer may be used again, at this moment and at this age. */
  boolean usable(Instant now, Duration maximumAge);

  /** A good one, usable as long as its chain is valid. */
  record Trusted(TrustedCertificate certificate, Instant at) implements CertificateAnswer {
    @Override
    public boolean usable(Instant now, Duration maximumAge) {
      return younger(at, now, maximumAge) && certificate.validAt(now);
    }
  }

  /** None, for a reason that may pass. */
  record Refused(WebhookRefused refusal, Instant at) implements CertificateAnswer {
    @Override
    public TrustedCertificate certificate() {
      throw refusal;
    }

    @Override
    public boolean usable(Instant now, Duration maximumAge) {
      return younger(at, now, maximumAge);
    }
  }

  /** An answer from the future is too old as well: the clock was set back. */
  private static boolean younger(Instant at, Instant now, Duration maximumAge) {
    return !now.isBefore(at) && now.isBefore(at.plus(maximumAge));
  }
}
