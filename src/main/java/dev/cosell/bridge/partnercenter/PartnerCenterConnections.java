package dev.cosell.bridge.partnercenter;

import dev.cosell.bridge.credential.AccessTokens;
import dev.cosell.bridge.remote.SystemGate;
import dev.cosell.bridge.remote.TimeOuts;
import java.net.URI;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
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

  static final String AUTHORIZATION = "Authorization";
  static final String BEARER = "Bearer ";
  private static final int UNAUTHORIZED = 401;
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /** The gate lets fewer calls in. */
  private static final int MOST_CONNECTIONS = 64;

  private final Host host;
  private final AccessTokens tokens;
  private final SystemGate gate;
  private final TimeOuts timeOuts;

  /**
   * A host that may get the token.
   *
   * @param setting where it is set, for a message
   * @param url its address
   */
  record Host(String setting, URI url) {}

  PartnerCenterConnections(Host host, AccessTokens tokens, SystemGate gate, TimeOuts timeOuts) {
    this.host = host;
    this.tokens = tokens;
    this.gate = gate;
    this.timeOuts = timeOuts;
  }

  @Override
  public void configureHttpClient(HttpClientBuilder client) {
    Timeout answer = Timeout.of(timeOuts.answer());
    client
        // of its own: that of the component has the time-outs of the component
        .setConnectionManager(connections(answer))
        .setConnectionManagerShared(false)
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setResponseTimeout(answer)
                .setConnectionRequestTimeout(answer)
                .build())
        .addExecInterceptorFirst("gate", new GatedCall(gate))
        .addRequestInterceptorLast(this)
        .addResponseInterceptorLast(this);
  }

  private HttpClientConnectionManager connections(Timeout answer) {
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setMaxConnPerRoute(MOST_CONNECTIONS)
        .setMaxConnTotal(MOST_CONNECTIONS)
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(timeOuts.connect()))
                .setSocketTimeout(answer)
                .build())
        .build();
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
