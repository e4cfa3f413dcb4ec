package dev.cosell.bridge.salesforce;

import dev.cosell.bridge.credential.AccessTokens;
import dev.cosell.bridge.remote.TimeOuts;
import dev.cosell.bridge.salesforce.events.ChangeEventEndpoint;
import dev.cosell.bridge.salesforce.events.EventConnection;
import dev.cosell.bridge.salesforce.events.PubSubConnection;
import dev.cosell.bridge.salesforce.events.StreamingConnection;
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
import org.apache.camel.component.salesforce.internal.OperationName;
import org.apache.camel.component.salesforce.internal.SalesforceSession;
import org.apache.camel.component.salesforce.internal.client.RawClient;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * Camel's salesforce component for one organisation; the recipes are in the package's description.
 * Its own session is never logged in: all clients share {@link OrgSession}.
 */
public final class OrgComponent extends SalesforceComponent {

  private static final Set<String> SUPPORTED = Set.of("raw", "subscribe", "pubSubSubscribe");

  /** A long poll keeps its connection, and its subscription is sent over another one. */
  private static final int LONG_POLLS = 2;

  /** Descriptions of objects are megabytes in a large organisation. */
  private static final int LONGEST_ANSWER = 64 * 1024 * 1024;

  private final OrgSession session;
  private final SalesforceHttpClient http;
  private final Calls calls;
  private final SalesforceSettings settings;

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
      Calls calls,
      ExecutorService workers) {
    super(context);
    this.calls = calls;
    this.settings = settings;
    http = new SalesforceHttpClient(context, workers, new SslContextFactory.Client());
    http.setFollowRedirects(false);
    http.setMaxConnectionsPerDestination(settings.connections() + LONG_POLLS);
    // a refused token is the matter of OrgClient: the component would log in once for each call
    http.setMaxRetries(0);
    http.setTimeout(calls.timeOuts().answer().toMillis());
    SalesforceLoginConfig login = login(settings);
    session = new OrgSession(context, http, login, tokens, calls.gate(), settings.api().toString());
    setLoginConfig(login);
    setConfig(endpoints(settings));
    // there are none; without the setting the component warns that it found none
    setPackages(getClass().getPackageName());
    limitTimes(calls.timeOuts());
  }

  private SalesforceEndpointConfig endpoints(SalesforceSettings settings) {
    SalesforceEndpointConfig endpoints = new SalesforceEndpointConfig();
    endpoints.setApiVersion(settings.version());
    endpoints.setRawPayload(true);
    endpoints.setHttpClient(http);
    return endpoints;
  }

  /** CometD gives each of its requests times of its own. */
  private void limitTimes(TimeOuts timeOuts) {
    long silence = timeOuts.answer().toMillis();
    setHttpClientConnectionTimeout(timeOuts.connect().toMillis());
    setHttpClientIdleTimeout(silence);
    setHttpRequestTimeout(silence);
    setHttpMaxContentLength(LONGEST_ANSWER);
  }

  /** The secret stays with our own tokens. */
  private static SalesforceLoginConfig login(SalesforceSettings settings) {
    SalesforceLoginConfig login = new SalesforceLoginConfig();
    login.setType(AuthenticationType.CLIENT_CREDENTIALS);
    login.setLoginUrl(settings.loginUrl().toString());
    login.setInstanceUrl(settings.api().toString());
    login.setClientId(settings.clientId());
    login.setLazyLogin(true);
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

  /**
   * The component's own answer to 400 and 401 would wait for ever when that answer is cut off, and
   * the others follow redirects: {@link OrgClient} sees every answer as it came.
   */
  @Override
  protected void doStart() throws Exception {
    super.doStart();
    http.getProtocolHandlers().clear();
  }

  @Override
  public RawClient createRawClientFor(SalesforceEndpoint endpoint) {
    return new OrgClient(http, session, getLoginConfig(), calls);
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
    SalesforceEndpoint endpoint =
        (SalesforceEndpoint) super.createEndpoint(uri, operation, parameters);
    return endpoint.getTopicName() == null ? endpoint : changeEvents(uri, endpoint);
  }

  private Endpoint changeEvents(String uri, SalesforceEndpoint endpoint) {
    String topic = endpoint.getTopicName().replaceFirst("^/?", "/");
    if (!topic.startsWith("/data/")) {
      throw new IllegalArgumentException(
          "'" + uri + "' is not supported: only change events can be subscribed to");
    }
    boolean isPubSub = endpoint.getOperationName() == OperationName.PUBSUB_SUBSCRIBE;
    return new ChangeEventEndpoint(
        endpoint, () -> isPubSub ? pubSub(topic) : streaming(topic), http.getWorkerPool());
  }

  private EventConnection pubSub(String topic) {
    return new PubSubConnection(
        session, settings.pubSub(), settings.isPubSubPlain(), http.getWorkerPool(), topic);
  }

  EventConnection streaming(String topic) {
    return new StreamingConnection(session, http, settings.version(), topic);
  }
}
