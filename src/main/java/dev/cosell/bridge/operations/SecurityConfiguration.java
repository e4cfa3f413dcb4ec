package dev.cosell.bridge.operations;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * Who may call what: notifications authenticate by their signature, the health probes are open,
 * everything else needs the operator's login.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

  private static final String REALM = "Basic realm=\"Cosell Bridge\"";

  /**
   * Notifications authenticate by their signature alone: an Authorization header beside it may
   * belong to a proxy and is no login.
   */
  @Bean
  @Order(1)
  SecurityFilterChain notifications(HttpSecurity http) throws Exception {
    return http.securityMatcher("/webhooks/partner-center")
        .authorizeHttpRequests(paths -> paths.anyRequest().permitAll())
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(AbstractHttpConfigurer::disable)
        .build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain access(HttpSecurity http) throws Exception {
    return http.authorizeHttpRequests(
            paths ->
                paths
                    // the answer to a request that was refused already
                    .dispatcherTypeMatchers(DispatcherType.ERROR)
                    .permitAll()
                    .requestMatchers(
                        HttpMethod.GET, "/actuator/health/liveness", "/actuator/health/readiness")
                    .permitAll()
                    .requestMatchers(new OtherSites())
                    .denyAll()
                    .anyRequest()
                    .authenticated())
        .httpBasic(login -> login.authenticationEntryPoint(SecurityConfiguration::askForLogin))
        .exceptionHandling(
            refusals ->
                refusals
                    .authenticationEntryPoint(SecurityConfiguration::askForLogin)
                    .accessDeniedHandler(
                        (request, response, refused) ->
                            problem(
                                response,
                                HttpStatus.FORBIDDEN,
                                "A browser sent this change from another site's page.")))
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .headers(
            headers ->
                headers
                    .contentSecurityPolicy(
                        policy ->
                            policy.policyDirectives("default-src 'self'; frame-ancestors 'none'"))
                    .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)))
        // no session and no cookie: what is left of CSRF, a browser's remembered login, is caught
        // by OtherSites
        .csrf(AbstractHttpConfigurer::disable)
        .build();
  }

  /** The same for no login and for a wrong one. */
  private static void askForLogin(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
      throws IOException {
    response.setHeader("WWW-Authenticate", REALM);
    problem(response, HttpStatus.UNAUTHORIZED, "Log in as the operator.");
  }

  private static void problem(HttpServletResponse response, HttpStatus status, String detail)
      throws IOException {
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response
        .getWriter()
        .write(
            String.format(
                "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}",
                status.getReasonPhrase(), status.value(), detail));
  }
}
