package dev.cosell.bridge.sandbox.entra;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tokens that are good at present. */
final class IssuedTokens {

  // As long as the real ones, so that no column or header of the product is too narrow for them.
  private static final int RANDOM_BYTES = 1100;

  private record AccessToken(String audience, Instant expiry) {}

  private final SecureRandom random = new SecureRandom();
  private final Clock clock;
  private final List<EntraClient> clients;
  private final Map<String, AccessToken> access = new HashMap<>();
  private final Map<String, String> clientByRefreshToken = new HashMap<>();

  IssuedTokens(Clock clock, List<EntraClient> clients) {
    this.clock = clock;
    this.clients = List.copyOf(clients);
    consent();
  }

  /** Makes the refresh tokens of the settings good, also those that were used up. */
  synchronized void consent() {
    for (EntraClient client : clients) {
      @Nullable String refreshToken = client.refreshToken();
      if (refreshToken != null) {
        clientByRefreshToken.put(refreshToken, client.id());
      }
    }
  }

  Instant now() {
    return clock.instant();
  }

  synchronized String newAccessToken(String audience, Duration lifetime) {
    String token = opaque("eyJ0");
    access.put(token, new AccessToken(audience, clock.instant().plus(lifetime)));
    return token;
  }

  synchronized String newRefreshToken(String clientId) {
    String token = opaque("1.A");
    clientByRefreshToken.put(token, clientId);
    return token;
  }

  synchronized boolean accepts(String token, String audience) {
    return Optional.ofNullable(access.get(token))
        .filter(found -> found.audience().equals(audience))
        .filter(found -> clock.instant().isBefore(found.expiry()))
        .isPresent();
  }

  synchronized boolean isRefreshTokenOf(String clientId, String token) {
    return clientId.equals(clientByRefreshToken.get(token));
  }

  synchronized void forgetRefreshToken(String token) {
    clientByRefreshToken.remove(token);
  }

  synchronized void forgetAccessTokens() {
    access.clear();
  }

  synchronized void forgetRefreshTokens() {
    clientByRefreshToken.clear();
  }

  private String opaque(String prefix) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
