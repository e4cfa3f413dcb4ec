package dev.cosell.bridge.partnercenter;

import dev.cosell.bridge.credential.AccessTokens;
import dev.cosell.bridge.remote.SystemGate;
import java.net.URI;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpRequestInterceptor;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpResponseInterceptor;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.net.URIAuthority;
import org.apache.hc.core5.util.Timeout;

/**
 * Sets up the HTTP client of the Partner Center steps. The token is added here and not in a route,
 * so that it never is a header of an exchange, and goes to the configured host only.
 */
final class PartnerCenterConnections
    implements HttpClientConfigurer, HttpRequestInterceptor, HttpResponseInterceptor {

  private static final Timeout RESPONSE = Timeout.ofSeconds(60);
  static final String AUTHORIZATION = "Authorization";
  static final String BEARER = "Bearer ";
  private static final int UNAUTHORIZED = 401;
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private final Host host;
  private final AccessTokens tokens;
  private final SystemGate gate;

  /**
   * A host that may get the token.
   *
   * @param setting where it is set, for a message
   * @param url its address
   */
  record Host(String setting, URI url) {}

  PartnerCenterConnections(Host host, AccessTokens tokens, SystemGate gate) {
    this.host = host;
    this.tokens = tokens;
    this.gate = gate;
  }

  @Override
  public void configureHttpClient(HttpClientBuilder client) {
    client
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setResponseTimeout(RESPONSE)
                .setConnectionRequestTimeout(RESPONSE)
                .build())
        .addExecInterceptorFirst("gate", new GatedCall(gate))
        .addRequestInterceptorLast(this)
        .addResponseInterceptorLast(this);
  }

  @Override
  public void process(HttpRequest request, EntityDetails body, HttpContext context) {
    if (!isConfiguredHost(request.getAuthority(), request.getScheme())) {
      throw new IllegalStateException(
          "refused to call " + request.getAuthority() + ": it is not " + host.setting());
    }
    request.setHeader(AUTHORIZATION, BEARER + tokens.current());
    // the published contract asks for it on every call, also on GET
    if (!request.containsHeader("Content-Type")) {
      request.setHeader("Content-Type", "application/json");
    }
  }

  /** A refused token is thrown away, but not the newer one that another call has fetched since. */
  @Override
  public void process(HttpResponse response, EntityDetails body, HttpContext context) {
    HttpRequest request = HttpCoreContext.cast(context).getRequest();
    if (response.getCode() == UNAUTHORIZED && request.getFirstHeader(AUTHORIZATION) != null) {
      tokens.discard(request.getFirstHeader(AUTHORIZATION).getValue().substring(BEARER.length()));
    }
  }

  private boolean isConfiguredHost(URIAuthority authority, String scheme) {
    URI api = host.url();
    return api.getScheme().equalsIgnoreCase(scheme)
        && api.getHost().equalsIgnoreCase(authority.getHostName())
        && port(api.getPort(), scheme) == port(authority.getPort(), scheme);
  }

  private static int port(int given, String scheme) {
    if (given >= 0) {
      return given;
    }
    return "https".equalsIgnoreCase(scheme) ? HTTPS : HTTP;
  }
}
