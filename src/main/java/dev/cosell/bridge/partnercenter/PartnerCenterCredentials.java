package dev.cosell.bridge.partnercenter;

import dev.cosell.bridge.credential.ExpiringCredential;
import dev.cosell.bridge.credential.RefreshTokenAge;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What ends one day of how the bridge signs in to Partner Center. */
@Configuration(proxyBeanMethods = false)
class PartnerCenterCredentials {

  private static final String SYSTEM = "partner-center";

  @Bean
  ExpiringCredential partnerCenterClientSecret(PartnerCenterSettings settings) {
    return ExpiringCredential.clientSecret(SYSTEM, settings.clientSecretExpires());
  }

  @Bean
  ExpiringCredential partnerCenterRefreshToken(
      PartnerCenterSettings settings, RefreshTokenAge age) {
    return age.refreshToken(SYSTEM, settings.refreshToken(), settings.refreshTokenLifetime());
  }
}
