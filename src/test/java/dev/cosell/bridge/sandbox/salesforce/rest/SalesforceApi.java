package dev.cosell.bridge.sandbox.salesforce.rest;

import dev.cosell.bridge.sandbox.http.SandboxHandler;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import dev.cosell.bridge.sandbox.salesforce.oauth.OAuthEndpoints;
import dev.cosell.bridge.sandbox.salesforce.oauth.Sessions;
import dev.cosell.bridge.sandbox.salesforce.record.Organization;
import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A My Domain host: hands requests to OAuth, or checks session and quota and answers them. */
public final class SalesforceApi implements SandboxHandler {

  private static final Pattern AUTHORIZATION = Pattern.compile("(?:Bearer|OAuth) (\\S+)");

  private final OAuthEndpoints oauth;
  private final Sessions sessions;
  private final ApiUsage usage = new ApiUsage();
  private final QueryRequests queries;
  private final DataApi data;

  /** The API of an organization. */
  public SalesforceApi(Organization organization, OAuthEndpoints oauth, Sessions sessions) {
    this.oauth = oauth;
    this.sessions = sessions;
    this.queries = new QueryRequests(organization);
    this.data = new DataApi(organization, usage, queries);
  }

  /** What was used of the daily requests. */
  public ApiUsage usage() {
    return usage;
  }

  /** The queries that are open. */
  public QueryRequests queries() {
    return queries;
  }

  @Override
  public SandboxResponse answer(SandboxRequest request) {
    SandboxResponse response = answerWhole(request);
    return request.method().equals("HEAD")
        ? new SandboxResponse(response.status(), response.headers(), "")
        : response;
  }

  private SandboxResponse answerWhole(SandboxRequest request) {
    if (request.path().startsWith(OAuthEndpoints.BASE)) {
      return oauth.answer(request);
    }
    if (request.path().matches("/services/data/?")) {
      return ApiAnswer.of(200, ApiVersions.all()).response();
    }
    if (!request.path().startsWith(ApiRequest.BASE)) {
      return ApiAnswer.of(SalesforceError.notFound()).response();
    }
    if (!hasSession(request)) {
      return ApiAnswer.of(
              SalesforceError.of(401, "INVALID_SESSION_ID", "Session expired or invalid"))
          .response();
    }
    return authorized(request).response().with("Sforce-Limit-Info", usage.header());
  }

  private ApiAnswer authorized(SandboxRequest request) {
    try {
      usage.count();
      requireJson(request);
      return data.answer(ApiRequest.of(request));
    } catch (SalesforceError refused) {
      return ApiAnswer.of(refused);
    }
  }

  private boolean hasSession(SandboxRequest request) {
    Matcher token = AUTHORIZATION.matcher(request.header("Authorization").orElse(""));
    return token.matches() && sessions.accepts(token.group(1));
  }

  private static void requireJson(SandboxRequest request) {
    String type = request.header("Content-Type").orElse("");
    if (!request.body().isEmpty()
        && !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
      throw SalesforceError.of(
          415,
          "UNSUPPORTED_MEDIA_TYPE",
          "Content-Type header specified in HTTP request is not supported: " + type);
    }
  }
}
