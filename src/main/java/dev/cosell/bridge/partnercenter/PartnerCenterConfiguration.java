package dev.cosell.bridge.partnercenter;

import dev.cosell.bridge.credential.AccessTokens;
import dev.cosell.bridge.credential.OAuthSettings;
import dev.cosell.bridge.credential.RefreshGrant;
import dev.cosell.bridge.credential.RefreshTokens;
import dev.cosell.bridge.credential.TokenEndpoint;
import dev.cosell.bridge.partnercenter.registration.RegistrationSettings;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the Partner Center side together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PartnerCenterSettings.class)
class PartnerCenterConfiguration {

  private static final String SYSTEM = "partner-center";

  @Bean
  AccessTokens partnerCenterTokens(
      PartnerCenterSettings settings, RefreshTokens refreshTokens, Clock clock) {
    TokenEndpoint endpoint =
        new TokenEndpoint(
            new OAuthSettings(
                SYSTEM,
                settings.tokenUrl(),
                settings.clientId(),
                settings.clientSecret(),
                settings.scope()));
    return new AccessTokens(
        new RefreshGrant(endpoint, SYSTEM, settings.refreshToken(), refreshTokens), clock);
  }

  /** The Webhooks API wants tokens of its own, by the same refresh token. */
  @Bean
  AccessTokens webhooksTokens(
      PartnerCenterSettings settings,
      RegistrationSettings registration,
      RefreshTokens refreshTokens,
      Clock clock) {
    TokenEndpoint endpoint =
        new TokenEndpoint(
            new OAuthSettings(
                SYSTEM,
                settings.tokenUrl(),
                settings.clientId(),
                settings.clientSecret(),
                registration.scope(),
                "token-url",
                "webhook.scope"));
    return new AccessTokens(
        new RefreshGrant(endpoint, SYSTEM, settings.refreshToken(), refreshTokens), clock);
  }

  @Bean
  PartnerCenterConnections webhooksConnections(
      PartnerCenterSettings settings, AccessTokens webhooksTokens) {
    return new PartnerCenterConnections(
        settings.webhooksUrl(), webhooksTokens, "cosell.partner-center.webhooks-url");
  }

  @Bean
  PartnerCenterConnections partnerCenterConnections(
      PartnerCenterSettings settings, AccessTokens partnerCenterTokens) {
    return new PartnerCenterConnections(settings.apiUrl(), partnerCenterTokens);
  }
}
