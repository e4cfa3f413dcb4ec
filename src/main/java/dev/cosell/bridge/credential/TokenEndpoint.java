package dev.cosell.bridge.credential;

import dev.cosell.bridge.remote.TimeOuts;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.RestClientRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.web.client.RestClient;

/** One token endpoint, asked by Spring Security's OAuth2 client. */
public final class TokenEndpoint {

  private static final Duration UNSAID = Duration.ofSeconds(1);
  private static final Duration USUAL_LIFETIME = Duration.ofHours(1);

  private final OAuthSettings settings;
  private final RestClient http;

  /** The endpoint of these settings; nothing is asked yet. */
  public TokenEndpoint(OAuthSettings settings, TimeOuts timeOuts) {
    this.settings = settings;
    this.http = client(timeOuts);
  }

  /**
   * Grant {@code client_credentials}.
   *
   * @throws RemoteFailure when it gives no token
   */
  public AccessTokens.AccessToken clientCredentials() {
    RestClientClientCredentialsTokenResponseClient client =
        new RestClientClientCredentialsTokenResponseClient();
    client.setRestClient(http);
    ClientRegistration app = registration(AuthorizationGrantType.CLIENT_CREDENTIALS);
    try {
      return token(
          tokenOf(() -> client.getTokenResponse(new OAuth2ClientCredentialsGrantRequest(app))));
    } catch (TokenRefusal refused) {
      throw refused.failureOfApp(settings);
    }
  }

  /**
   * A token and, where the endpoint rotates it, the next refresh token.
   *
   * @param accessToken the access token
   * @param nextRefreshToken the refresh token to use from now on, null to keep the old one
   */
  public record Refreshed(AccessTokens.AccessToken accessToken, @Nullable String nextRefreshToken) {

    @Override
    public String toString() {
      return accessToken.toString();
    }
  }

  /**
   * Grant {@code refresh_token}.
   *
   * @throws RemoteFailure when it gives no token
   */
  public Refreshed refresh(String refreshToken) {
    return refreshed(answered(() -> asked(refreshToken)));
  }

  /**
   * The same, or empty when this refresh token is not accepted (any more).
   *
   * @throws RemoteFailure when it gives no token for another reason
   */
  Optional<Refreshed> refreshIfAccepted(String refreshToken) {
    try {
      return Optional.of(refreshed(tokenOf(() -> asked(refreshToken))));
    } catch (TokenRefusal refused) {
      if (refused.isOfRefreshToken()) {
        return Optional.empty();
      }
      throw refused.failure(settings);
    }
  }

  private OAuth2AccessTokenResponse asked(String refreshToken) {
    RestClientRefreshTokenTokenResponseClient client =
        new RestClientRefreshTokenTokenResponseClient();
    client.setRestClient(http);
    OAuth2RefreshTokenGrantRequest request =
        new OAuth2RefreshTokenGrantRequest(
            registration(AuthorizationGrantType.REFRESH_TOKEN),
            placeholder(),
            new OAuth2RefreshToken(refreshToken, null),
            Set.of(settings.scopes()));
    return client.getTokenResponse(request);
  }

  private static Refreshed refreshed(OAuth2AccessTokenResponse answer) {
    return new Refreshed(
        token(answer),
        Optional.ofNullable(answer.getRefreshToken())
            .map(OAuth2RefreshToken::getTokenValue)
            .orElse(null));
  }

  private OAuth2AccessTokenResponse answered(Supplier<OAuth2AccessTokenResponse> request) {
    try {
      return tokenOf(request);
    } catch (TokenRefusal refused) {
      throw refused.failure(settings);
    }
  }

  private OAuth2AccessTokenResponse tokenOf(Supplier<OAuth2AccessTokenResponse> request) {
    try {
      return request.get();
    } catch (OAuth2AuthorizationException noAnswer) {
      // Spring's word for a broken connection and for an answer that is no token
      throw new RemoteFailure(
          Kind.TRANSIENT,
          "no access token for "
              + settings
              + ": the token endpoint cannot be reached or gave no token; it is asked again later",
          null,
          null);
    }
  }

  private static AccessTokens.AccessToken token(OAuth2AccessTokenResponse answer) {
    OAuth2AccessToken token = answer.getAccessToken();
    Map<String, String> details = new HashMap<>();
    answer
        .getAdditionalParameters()
        .forEach((name, value) -> details.put(name, String.valueOf(value)));
    return new AccessTokens.AccessToken(token.getTokenValue(), expiry(token), details);
  }

  /** Where the endpoint does not say it, Spring means a second, which would be a new token each. */
  private static Instant expiry(OAuth2AccessToken token) {
    Instant expiry = token.getExpiresAt();
    Instant issued = token.getIssuedAt();
    boolean isSaid = expiry != null && issued != null && expiry.isAfter(issued.plus(UNSAID));
    return isSaid ? expiry : Instant.now().plus(USUAL_LIFETIME);
  }

  /** Spring's request demands an old access token, which the grant does not send. */
  private static OAuth2AccessToken placeholder() {
    return new OAuth2AccessToken(
        OAuth2AccessToken.TokenType.BEARER, "none", Instant.EPOCH, Instant.EPOCH.plusSeconds(1));
  }

  private ClientRegistration registration(AuthorizationGrantType grant) {
    return ClientRegistration.withRegistrationId(settings.system())
        .authorizationGrantType(grant)
        .tokenUri(settings.tokenUrl().toString())
        .clientId(settings.clientId())
        .clientSecret(settings.clientSecret())
        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
        .scope(settings.scopes())
        .build();
  }

  private static RestClient client(TimeOuts timeOuts) {
    Timeout answer = Timeout.of(timeOuts.answer());
    HttpComponentsClientHttpRequestFactory requests =
        new HttpComponentsClientHttpRequestFactory(
            HttpClients.custom()
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(answer).build())
                .setConnectionManager(
                    PoolingHttpClientConnectionManagerBuilder.create()
                        .setDefaultConnectionConfig(
                            ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(timeOuts.connect()))
                                .setSocketTimeout(answer)
                                .build())
                        .build())
                .build());
    return RestClient.builder()
        .requestFactory(requests)
        .messageConverters(
            converters -> {
              converters.clear();
              converters.add(new FormHttpMessageConverter());
              converters.add(new OAuth2AccessTokenResponseHttpMessageConverter());
            })
        .defaultStatusHandler(
            HttpStatusCode::isError,
            (request, response) -> {
              throw new TokenRefusal(response);
            })
        .build();
  }
}
