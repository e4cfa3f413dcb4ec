package dev.cosell.bridge.salesforce;

import dev.cosell.bridge.credential.AccessTokens;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.salesforce.AuthenticationType;
import org.apache.camel.component.salesforce.SalesforceComponent;
import org.apache.camel.component.salesforce.SalesforceEndpoint;
import org.apache.camel.component.salesforce.SalesforceEndpointConfig;
import org.apache.camel.component.salesforce.SalesforceHttpClient;
import org.apache.camel.component.salesforce.SalesforceLoginConfig;
import org.apache.camel.component.salesforce.internal.SalesforceSession;
import org.apache.camel.component.salesforce.internal.client.RawClient;
import org.apache.camel.component.salesforce.internal.streaming.SubscriptionHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * Camel's salesforce component for one organisation; the recipes are in the package's description.
 * Its own session is never logged in: all clients share {@link OrgSession}.
 */
public final class OrgComponent extends SalesforceComponent {

  private static final Set<String> SUPPORTED = Set.of("raw", "subscribe", "pubSubSubscribe");
  private static final int CONNECT_MILLIS = 5_000;
  private static final int SILENCE_MILLIS = 120_000;

  /** Descriptions of objects are megabytes in a large organisation. */
  private static final int LONGEST_ANSWER = 64 * 1024 * 1024;

  private final OrgSession session;
  private final SalesforceHttpClient http;
  private final ApiUsage usage;
  private final SubscriptionHelper subscription;

  /**
   * Prepares the component; no request is made.
   *
   * @param workers carry exchanges on after an answer; they should start a thread rather than queue
   *     behind a blocked one (a cached pool)
   */
  OrgComponent(
      CamelContext context,
      SalesforceSettings settings,
      AccessTokens tokens,
      ApiUsage usage,
      ExecutorService workers) {
    super(context);
    this.usage = usage;
    http = new SalesforceHttpClient(context, workers, new SslContextFactory.Client());
    http.setFollowRedirects(false);
    http.setMaxConnectionsPerDestination(settings.connections());
    // a refused token is the matter of OrgClient: the component would log in once for each call
    http.setMaxRetries(0);
    http.setTimeout(SILENCE_MILLIS);
    SalesforceLoginConfig login = login(settings, true);
    session = new OrgSession(context, http, login, tokens, settings.api().toString());
    setLoginConfig(login);
    setConfig(endpoints(settings));
    // there are none; without the setting the component warns that it found none
    setPackages(getClass().getPackageName());
    limitTimes();
    setPubSubHost(settings.pubSub().getHostString());
    setPubSubPort(settings.pubSub().getPort());
    subscription = new Subscription(this);
  }

  private SalesforceEndpointConfig endpoints(SalesforceSettings settings) {
    SalesforceEndpointConfig endpoints = new SalesforceEndpointConfig();
    endpoints.setApiVersion(settings.version());
    endpoints.setRawPayload(true);
    endpoints.setHttpClient(http);
    return endpoints;
  }

  private void limitTimes() {
    setHttpClientConnectionTimeout(CONNECT_MILLIS);
    setHttpClientIdleTimeout(SILENCE_MILLIS);
    setHttpRequestTimeout(SILENCE_MILLIS);
    setHttpMaxContentLength(LONGEST_ANSWER);
  }

  /** The secret stays with our own tokens. */
  private static SalesforceLoginConfig login(SalesforceSettings settings, boolean isLazy) {
    SalesforceLoginConfig login = new SalesforceLoginConfig();
    login.setType(AuthenticationType.CLIENT_CREDENTIALS);
    login.setLoginUrl(settings.loginUrl().toString());
    login.setInstanceUrl(settings.api().toString());
    login.setClientId(settings.clientId());
    login.setLazyLogin(isLazy);
    return login;
  }

  @Override
  public SalesforceSession getSession() {
    return session;
  }

  /** The user as whom the bridge runs, empty when it is not known yet. */
  String userId() {
    return session.userId();
  }

  @Override
  public SalesforceLoginConfig getLoginConfig() {
    // consumers refuse to start with a lazy login; the component itself must not log in
    SalesforceLoginConfig shown = new SalesforceLoginConfig();
    shown.setType(AuthenticationType.CLIENT_CREDENTIALS);
    shown.setLazyLogin(false);
    return shown;
  }

  /** The connection to the Streaming API; it is begun by its first consumer. */
  @Override
  public SubscriptionHelper getSubscriptionHelper() {
    return subscription;
  }

  @Override
  protected void doStop() throws Exception {
    ServiceHelper.stopService(subscription);
    super.doStop();
  }

  /** A connection that does not come about would go on trying in the background, for ever. */
  private static final class Subscription extends SubscriptionHelper {

    Subscription(SalesforceComponent component) {
      super(component);
    }

    @Override
    protected void doStart() throws Exception {
      try {
        super.doStart();
      } catch (Exception noConnection) {
        doStop();
        throw noConnection;
      }
    }
  }

  @Override
  public RawClient createRawClientFor(SalesforceEndpoint endpoint) {
    return new OrgClient(http, session, super.getLoginConfig(), usage);
  }

  /** Other operations would keep the token that they began with. */
  @Override
  protected Endpoint createEndpoint(String uri, String operation, Map<String, Object> parameters)
      throws Exception {
    if (!SUPPORTED.contains(operation.replaceFirst(":.*", ""))) {
      throw new IllegalArgumentException(
          "'"
              + uri
              + "' is not supported: use salesforce:raw, which sends every request of the REST API");
    }
    return super.createEndpoint(uri, operation, parameters);
  }
}
