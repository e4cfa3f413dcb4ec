package dev.cosell.bridge.credential;

import dev.cosell.bridge.credential.AccessTokens.AccessToken;
import dev.cosell.bridge.credential.TokenEndpoint.Refreshed;
import dev.cosell.bridge.secret.Secrets;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Access tokens by the refresh token that was rotated last. Once that one is refused, the
 * configured one, from which it descends, may still be good.
 */
public final class RefreshGrant implements Supplier<AccessToken> {

  private static final Logger LOG = LoggerFactory.getLogger(RefreshGrant.class);

  private final TokenEndpoint endpoint;
  private final String system;
  private final String configured;
  private final RefreshTokens refreshTokens;

  /**
   * A grant.
   *
   * @param system name of the system in the store
   * @param configured the refresh token of the configuration
   */
  public RefreshGrant(
      TokenEndpoint endpoint, String system, String configured, RefreshTokens refreshTokens) {
    this.endpoint = endpoint;
    this.system = system;
    this.configured = configured;
    this.refreshTokens = refreshTokens;
  }

  /**
   * A new access token; a rotated refresh token is kept first.
   *
   * @throws dev.cosell.bridge.sync.RemoteFailure when the endpoint gives none
   */
  @Override
  public AccessToken get() {
    return refreshTokens.oneAtATime(system, this::granted);
  }

  private AccessToken granted() {
    String latest = refreshTokens.latest(system, configured);
    Secrets.issued(latest);
    if (latest.equals(configured)) {
      return kept(endpoint.refresh(configured), configured);
    }
    return by(latest).or(() -> byTokenOfAnotherNode(latest)).orElseGet(this::byConfiguredToken);
  }

  private Optional<AccessToken> by(String token) {
    return endpoint.refreshIfAccepted(token).map(answer -> kept(answer, token));
  }

  /** Another node may have used and rotated it in the same moment. */
  private Optional<AccessToken> byTokenOfAnotherNode(String refused) {
    String latest = refreshTokens.latest(system, configured);
    return latest.equals(refused) || latest.equals(configured) ? Optional.empty() : by(latest);
  }

  private AccessToken byConfiguredToken() {
    Refreshed answer = endpoint.refresh(configured);
    LOG.warn("{}: the stored refresh token was refused, the configured one is in use", system);
    refreshTokens.forget(system);
    return kept(answer, configured);
  }

  private AccessToken kept(Refreshed answer, String used) {
    String next = answer.nextRefreshToken();
    if (next != null && !next.equals(used)) {
      Secrets.issued(next);
      refreshTokens.keep(system, configured, next);
    }
    return answer.accessToken();
  }
}
