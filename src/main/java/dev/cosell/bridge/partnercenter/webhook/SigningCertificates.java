package dev.cosell.bridge.partnercenter.webhook;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The certificates that notifications are signed with, downloaded once and remembered.
 *
 * <p>A good one is kept for a day at most and never beyond the validity of its chain, a failure for
 * seconds. However many requests name an address, it is downloaded once at a time; addresses that
 * never held a good certificate share a small budget of downloads.
 */
public final class SigningCertificates {

  private static final Duration LONGEST_USE = Duration.ofDays(1);
  private static final Duration REFUSED_FOR = Duration.ofSeconds(3);
  private static final Duration RENEWED_AT_MOST_EVERY = Duration.ofMinutes(5);
  private static final int NEW_ADDRESSES_PER_MINUTE = 60;

  private final CertificateHosts hosts;
  private final CertificateTrust trust;
  private final CertificateFetcher fetcher;
  private final Clock clock;
  private final CertificateCache cache = new CertificateCache();
  private final SingleFlight<URI, CertificateAnswer> downloads = new SingleFlight<>();
  private final DownloadRate newAddresses = new DownloadRate(NEW_ADDRESSES_PER_MINUTE);

  /**
   * Reads the trust anchors and knows no certificate yet.
   *
   * @throws IllegalArgumentException when the list of hosts or the file of trust anchors is wrong
   */
  public SigningCertificates(WebhookSecurity security, CertificateFetcher fetcher, Clock clock) {
    this.hosts =
        new CertificateHosts(security.certificateHosts(), security.allowHttpCertificates());
    this.trust =
        new CertificateTrust(
            TrustAnchors.read(security.trustedCertificates()),
            new CertificateNames(security.issuerOrganization(), security.subjectName()));
    this.fetcher = fetcher;
    this.clock = clock;
  }

  /**
   * The certificate at an address that a request names.
   *
   * @throws WebhookRefused with 403 for a foreign host, 401 for an unusable certificate, 503 when
   *     it cannot be had now
   */
  TrustedCertificate trusted(String url) {
    return answer(hosts.allowed(url), LONGEST_USE).certificate();
  }

  /**
   * The certificate as it is now at an address whose remembered one did not fit a signature; at
   * most minutes old, so that wrong signatures cause few downloads. Empty when it cannot be had.
   */
  Optional<TrustedCertificate> renewed(String url) {
    CertificateAnswer answer = answer(hosts.allowed(url), RENEWED_AT_MOST_EVERY);
    return answer instanceof CertificateAnswer.Trusted trusted
        ? Optional.of(trusted.certificate())
        : Optional.empty();
  }

  private CertificateAnswer answer(URI address, Duration maximumAge) {
    return remembered(address, maximumAge)
        .orElseGet(
            () ->
                downloads.run(
                    address,
                    // Asked again inside: the flight before this one may just have landed.
                    () -> remembered(address, maximumAge).orElseGet(() -> download(address))));
  }

  private Optional<CertificateAnswer> remembered(URI address, Duration maximumAge) {
    Instant now = clock.instant();
    Optional<CertificateAnswer> good =
        cache.trusted(address).filter(answer -> answer.usable(now, maximumAge)).map(a -> a);
    return good.or(() -> cache.refused(address).filter(answer -> answer.usable(now, REFUSED_FOR)));
  }

  private CertificateAnswer download(URI address) {
    Instant begin = clock.instant();
    if (cache.trusted(address).isEmpty() && !newAddresses.permits(begin)) {
      return new CertificateAnswer.Refused(
          WebhookRefused.unavailable("too many certificate addresses in a minute"), begin);
    }
    CertificateAnswer answer = fetched(address);
    cache.remember(address, answer);
    return answer;
  }

  private CertificateAnswer fetched(URI address) {
    try {
      byte[] file = fetcher.fetch(address);
      Instant now = clock.instant();
      return new CertificateAnswer.Trusted(trust.accept(file, now), now);
    } catch (WebhookRefused refusal) {
      return new CertificateAnswer.Refused(refusal, clock.instant());
    }
  }
}
