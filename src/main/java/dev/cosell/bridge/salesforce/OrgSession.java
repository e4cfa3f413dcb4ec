package dev.cosell.bridge.salesforce;

import dev.cosell.bridge.credential.AccessTokens;
import dev.cosell.bridge.credential.AccessTokens.AccessToken;
import dev.cosell.bridge.remote.SystemGate;
import dev.cosell.bridge.salesforce.events.EventSession;
import dev.cosell.bridge.sync.RemoteFailure;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.component.salesforce.SalesforceHttpClient;
import org.apache.camel.component.salesforce.SalesforceLoginConfig;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.internal.SalesforceSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The component's session on top of our own tokens: one login however many calls are refused at the
 * same time, and no token for any host but the configured one, whatever a token's answer names. It
 * never logs out: another replica may have been given the same session.
 */
final class OrgSession extends SalesforceSession implements EventSession {

  private static final Logger LOG = LoggerFactory.getLogger("dev.cosell.bridge.salesforce");

  /** The address of the identity: {@code https://login.../id/{organisation}/{user}}. */
  private static final Pattern IDENTITY = Pattern.compile("/id/(\\w{15,18})/(\\w{15,18})$");

  private final AccessTokens tokens;
  private final SystemGate gate;
  private final String api;
  private final AtomicReference<String> warnedOf = new AtomicReference<>("");

  OrgSession(
      CamelContext camel,
      SalesforceHttpClient http,
      SalesforceLoginConfig config,
      AccessTokens tokens,
      SystemGate gate,
      String api) {
    super(camel, http, http.getTimeout(), config);
    this.tokens = tokens;
    this.gate = gate;
    this.api = api;
  }

  @Override
  public String token() {
    AccessToken token = tokens.currentToken();
    warnOfOtherHost(token.details().getOrDefault("instance_url", api));
    return token.value();
  }

  @Override
  public void refused(String token) {
    tokens.discard(token);
  }

  private void warnOfOtherHost(String named) {
    if (!api.equals(named.replaceAll("/+$", "")) && !named.equals(warnedOf.getAndSet(named))) {
      LOG.warn(
          "Salesforce names {} as the address of its API, the bridge keeps to {}. If calls fail, set"
              + " cosell.salesforce.instance-url",
          named,
          api);
    }
  }

  @Override
  public String login(@Nullable String refused) throws SalesforceException {
    if (refused != null) {
      refused(refused);
    }
    try {
      gate.requireOpen(); // a subscription to events waits as well
      return token();
    } catch (RemoteFailure noToken) {
      throw new SalesforceException(noToken.getMessage(), noToken);
    }
  }

  @Override
  public void logout() {
    // see above
  }

  /** The token that is known; asking for one belongs to {@link #login}. */
  @Override
  public @Nullable String getAccessToken() {
    AccessToken latest = tokens.latest();
    return latest == null ? null : latest.value();
  }

  @Override
  public String getInstanceUrl() {
    return api;
  }

  @Override
  public String getId() {
    AccessToken latest = tokens.latest();
    return latest == null ? "" : latest.details().getOrDefault("id", "");
  }

  @Override
  public String getOrgId() {
    return identity(1);
  }

  /** The id of the user as whom the bridge runs, empty when it is not known. */
  String userId() {
    return identity(2);
  }

  private String identity(int part) {
    Matcher identity = IDENTITY.matcher(getId());
    return identity.find() ? identity.group(part) : "";
  }
}
