package dev.cosell.bridge.sandbox.salesforce.oauth;

import dev.cosell.bridge.sandbox.salesforce.record.Organization;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The access tokens that are good at present; any number of them at a time. */
public final class Sessions {

  private static final int RANDOM_BYTES = 72;

  private final Organization organization;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Instant> lastUse = new HashMap<>();

  /** Sessions by an organization's clock and session lifetime. */
  public Sessions(Organization organization) {
    this.organization = organization;
  }

  /** A new token; it looks like a real one: organization id, exclamation mark, secret. */
  public synchronized String open() {
    byte[] secret = new byte[RANDOM_BYTES];
    random.nextBytes(secret);
    String token =
        Organization.ID.substring(0, 15)
            + "!"
            + Base64.getEncoder().encodeToString(secret).replace('+', '.').replace('/', '_');
    lastUse.put(token, now());
    return token;
  }

  /** Whether a token is good now; using it prolongs its life. */
  public synchronized boolean accepts(String token) {
    Duration lifetime = organization.settings().limits().sessionLifetime();
    boolean good =
        Optional.ofNullable(lastUse.get(token))
            .filter(used -> now().isBefore(used.plus(lifetime)))
            .isPresent();
    if (good) {
      lastUse.put(token, now());
    }
    return good;
  }

  /** Ends one session; false when there was none. */
  public synchronized boolean close(String token) {
    return lastUse.remove(token) != null;
  }

  /** Ends all sessions. */
  public synchronized void expire() {
    lastUse.clear();
  }

  private Instant now() {
    return organization.settings().clock().instant();
  }
}
