package dev.cosell.bridge.operations;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/**
 * The operator's login. Spring Boot's own is switched off by the mere presence of an OAuth2 client,
 * which the bridge needs for other reasons.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecurityProperties.class)
class OperatorLogin {

  private static final Logger LOG = LoggerFactory.getLogger(OperatorLogin.class);

  @Bean
  UserDetailsService operator(SecurityProperties settings) {
    SecurityProperties.User user = settings.getUser();
    if (user.isPasswordGenerated()) {
      LOG.warn(
          "No spring.security.user.password is set. Until the next start the operator logs in as {}"
              + " with the password {}",
          user.getName(),
          user.getPassword());
    }
    return new InMemoryUserDetailsManager(
        User.withUsername(user.getName())
            .password(stored(user.getPassword()))
            .roles("OPERATOR")
            .build());
  }

  /**
   * The settings hold the password as it is, unless it is hashed there already ({@code
   * {bcrypt}...}). A hash made here would protect nothing and cost a tenth of a second for every
   * request.
   */
  private static String stored(String password) {
    return password.startsWith("{") ? password : "{noop}" + password;
  }
}
