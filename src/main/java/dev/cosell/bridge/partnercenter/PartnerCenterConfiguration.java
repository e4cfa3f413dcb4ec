package dev.cosell.bridge.partnercenter;

import dev.cosell.bridge.credential.AccessTokens;
import dev.cosell.bridge.credential.OAuthSettings;
import dev.cosell.bridge.credential.RefreshGrant;
import dev.cosell.bridge.credential.RefreshTokens;
import dev.cosell.bridge.credential.TokenEndpoint;
import dev.cosell.bridge.partnercenter.PartnerCenterConnections.Host;
import dev.cosell.bridge.partnercenter.registration.RegistrationSettings;
import dev.cosell.bridge.remote.RemoteSystem;
import dev.cosell.bridge.remote.SystemGate;
import dev.cosell.bridge.remote.SystemGates;
import dev.cosell.bridge.remote.SystemsSettings;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the Partner Center side together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PartnerCenterSettings.class)
class PartnerCenterConfiguration {

  private static final String SYSTEM = "partner-center";

  /** The guard of the registration asks one thing after the other, an operator may come between. */
  private static final int WEBHOOKS_CONNECTIONS = 2;

  /** Every call to Partner Center passes it. */
  @Bean
  SystemGate partnerCenterGate(PartnerCenterSettings settings, SystemGates gates) {
    return gates.of(new RemoteSystem(SYSTEM, "Partner Center", settings.connections()));
  }

  @Bean
  AccessTokens partnerCenterTokens(
      PartnerCenterSettings settings,
      SystemsSettings systems,
      RefreshTokens refreshTokens,
      Clock clock) {
    TokenEndpoint endpoint =
        new TokenEndpoint(oauth(settings, settings.scope(), "scope"), systems.token());
    return new AccessTokens(
        new RefreshGrant(endpoint, SYSTEM, settings.refreshToken(), refreshTokens), clock);
  }

  /** The Webhooks API wants tokens of its own, by the same refresh token. */
  @Bean
  AccessTokens webhooksTokens(
      PartnerCenterSettings settings,
      RegistrationSettings registration,
      SystemsSettings systems,
      RefreshTokens refreshTokens,
      Clock clock) {
    TokenEndpoint endpoint =
        new TokenEndpoint(oauth(settings, registration.scope(), "webhook.scope"), systems.token());
    return new AccessTokens(
        new RefreshGrant(endpoint, SYSTEM, settings.refreshToken(), refreshTokens), clock);
  }

  private static OAuthSettings oauth(
      PartnerCenterSettings settings, String scope, String scopeSetting) {
    return new OAuthSettings(
        SYSTEM,
        settings.tokenUrl(),
        settings.clientId(),
        settings.clientSecret(),
        scope,
        "token-url",
        scopeSetting);
  }

  @Bean
  PartnerCenterConnections webhooksConnections(
      PartnerCenterSettings settings,
      SystemsSettings systems,
      AccessTokens webhooksTokens,
      SystemGates gates) {
    return new PartnerCenterConnections(
        new Host("cosell.partner-center.webhooks-url", settings.webhooksUrl()),
        webhooksTokens,
        gates.of(
            new RemoteSystem(
                "partner-center-webhooks", "Partner Center's Webhooks API", WEBHOOKS_CONNECTIONS)),
        systems.answering(settings.answerTimeout()));
  }

  @Bean
  PartnerCenterConnections partnerCenterConnections(
      PartnerCenterSettings settings,
      SystemsSettings systems,
      AccessTokens partnerCenterTokens,
      SystemGate partnerCenterGate) {
    return new PartnerCenterConnections(
        new Host("cosell.partner-center.api-url", settings.apiUrl()),
        partnerCenterTokens,
        partnerCenterGate,
        systems.answering(settings.answerTimeout()));
  }
}
