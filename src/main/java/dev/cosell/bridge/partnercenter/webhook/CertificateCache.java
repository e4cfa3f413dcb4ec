package dev.cosell.bridge.partnercenter.webhook;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The last answers by address. Good ones and refusals are kept apart, so that neither a failed
 * renewal nor a flood of bad addresses pushes out a good certificate.
 */
final class CertificateCache {

  private static final int MOST_ADDRESSES = 64;

  private final Map<URI, CertificateAnswer.Trusted> trusted = recentlyUsed();
  private final Map<URI, CertificateAnswer.Refused> refused = recentlyUsed();

  synchronized Optional<CertificateAnswer.Trusted> trusted(URI address) {
    return Optional.ofNullable(trusted.get(address));
  }

  synchronized Optional<CertificateAnswer.Refused> refused(URI address) {
    return Optional.ofNullable(refused.get(address));
  }

  synchronized void remember(URI address, CertificateAnswer answer) {
    if (answer instanceof CertificateAnswer.Trusted good) {
      trusted.put(address, good);
    } else if (answer instanceof CertificateAnswer.Refused bad) {
      refused.put(address, bad);
    }
  }

  private static <V> Map<URI, V> recentlyUsed() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.@Nullable Entry<URI, V> eldest) {
        return size() > MOST_ADDRESSES;
      }
    };
  }
}
