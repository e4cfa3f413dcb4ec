package dev.cosell.bridge.operations;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Matches a change that a browser sends from another site's page: it would carry the login that the
 * browser remembers. Browsers tell the site since 2023, older ones the origin; tools tell neither.
 */
final class OtherSites implements RequestMatcher {

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> OWN = Set.of("same-origin", "none");

  @Override
  public boolean matches(HttpServletRequest request) {
    if (READING.contains(request.getMethod())) {
      return false;
    }
    String site = request.getHeader("Sec-Fetch-Site");
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (site != null) {
      return !OWN.contains(site);
    }
    return origin != null && !isOwn(origin, request.getHeader(HttpHeaders.HOST));
  }

  /** The scheme is left out: a proxy may have ended TLS. */
  private static boolean isOwn(String origin, @Nullable String host) {
    try {
      String authority = URI.create(origin).getAuthority();
      return authority != null && authority.equalsIgnoreCase(host);
    } catch (IllegalArgumentException noOrigin) {
      return false;
    }
  }
}
