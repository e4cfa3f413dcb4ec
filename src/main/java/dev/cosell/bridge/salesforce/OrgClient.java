package dev.cosell.bridge.salesforce;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.component.salesforce.SalesforceHttpClient;
import org.apache.camel.component.salesforce.SalesforceLoginConfig;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.internal.PayloadFormat;
import org.apache.camel.component.salesforce.internal.client.AbstractClientBase;
import org.apache.camel.component.salesforce.internal.client.RawClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.StringRequestContent;
import org.jspecify.annotations.Nullable;

/**
 * The door that every {@code salesforce:raw} step passes: adds the token, repeats once with a new
 * one when it is refused, turns everything that is no success into a {@link SalesforceRefused}, and
 * hands every success on as a {@link SalesforceAnswer}.
 *
 * <p>A request goes to the configured host only, and never follows a redirect.
 */
final class OrgClient extends AbstractClientBase implements RawClient {

  private static final int UNAUTHORIZED = 401;
  private static final Pattern JSON = Pattern.compile("\\s*[{\\[]");
  private static final Pattern ADDRESS =
      Pattern.compile("/(?!/)([\\w.~!$&'()*+,;=:@/?-]|%\\p{XDigit}{2})*");

  private final OrgSession org;
  private final ApiUsage usage;

  OrgClient(
      SalesforceHttpClient http, OrgSession session, SalesforceLoginConfig config, ApiUsage usage) {
    super("", session, http, config);
    this.org = session;
    this.usage = usage;
  }

  @Override
  public void makeRequest(
      String method,
      String path,
      PayloadFormat format,
      @Nullable InputStream body,
      Map<String, List<String>> headers,
      ResponseCallback callback) {
    if (!ADDRESS.matcher(path).matches()) {
      throw new IllegalArgumentException(
          "rawPath has to begin with one slash and to be encoded: "
              + SalesforceCall.withoutQuery(path));
    }
    send(
        new Attempt(method, path, body == null ? null : text(body), headers, org.token(), callback),
        true);
  }

  private record Attempt(
      String method,
      String path,
      @Nullable String body,
      Map<String, List<String>> headers,
      String token,
      ResponseCallback callback) {

    String name() {
      return SalesforceCall.name(method, path);
    }

    Attempt with(String freshToken) {
      return new Attempt(method, path, body, headers, freshToken, callback);
    }
  }

  private void send(Attempt attempt, boolean isFirst) {
    AnswerHeaders said = new AnswerHeaders(usage);
    Request request = request(attempt).onResponseHeaders(said);
    doHttpRequest(
        request,
        (content, ignored, failure) -> {
          if (failure == null) {
            answered(attempt, content, said);
          } else if (said.status() == UNAUTHORIZED && isFirst) {
            sendAgain(attempt);
          } else {
            attempt.callback().onResponse(null, Map.of(), refusal(attempt, failure, said));
          }
        });
  }

  private Request request(Attempt attempt) {
    Request request =
        getRequest(attempt.method(), org.getInstanceUrl() + attempt.path(), attempt.headers());
    request.headers(
        headers -> {
          headers.put("Authorization", "Bearer " + attempt.token());
          headers.put("Accept", "application/json");
        });
    String body = attempt.body();
    if (body != null) {
      request.body(new StringRequestContent("application/json", body, StandardCharsets.UTF_8));
    }
    return request;
  }

  /** The session expired: many calls may learn it at once, and one of them fetches a new token. */
  private void sendAgain(Attempt attempt) {
    org.refused(attempt.token());
    try {
      send(attempt.with(org.token()), false);
    } catch (RuntimeException noToken) {
      attempt.callback().onResponse(null, Map.of(), new SalesforceException(noToken));
    }
  }

  private static void answered(Attempt attempt, @Nullable InputStream content, AnswerHeaders said) {
    String text = text(content);
    if (!text.isBlank() && !JSON.matcher(text).lookingAt()) {
      // a proxy's page, which carried nothing out
      SalesforceRefused page = SalesforceRefused.page(attempt.name(), said.status());
      attempt.callback().onResponse(null, Map.of(), page);
      return;
    }
    attempt
        .callback()
        .onResponse(
            new SalesforceAnswer(text, said.said()),
            Map.of(Exchange.HTTP_RESPONSE_CODE, Integer.toString(said.status())),
            null);
  }

  private SalesforceException refusal(
      Attempt attempt, SalesforceException failure, AnswerHeaders said) {
    Throwable broken = failure.getCause();
    if (broken != null) {
      // the status may have arrived before the connection was cut
      return SalesforceRefused.unanswered(attempt.name(), broken);
    }
    if (failure.getStatusCode() == UNAUTHORIZED) {
      org.refused(attempt.token());
    }
    // a gateway may show the request in its error page
    String body = String.valueOf(failure.getMessage()).replace(attempt.token(), "***");
    return Refusal.of(
        attempt.name(), failure.getStatusCode(), said.retryAfter(), body, Instant.now());
  }

  /** Only carries the body over to {@link #refusal}, where the request is known. */
  @Override
  protected SalesforceException createRestException(
      Response response, @Nullable InputStream content) {
    return new SalesforceException(text(content), response.getStatus());
  }

  private static String text(@Nullable InputStream content) {
    try {
      return content == null ? "" : new String(content.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException cut) {
      throw new UncheckedIOException(cut);
    }
  }

  /** Never used: this client puts the token into its requests itself. */
  @Override
  protected void setAccessToken(Request request) {
    throw new UnsupportedOperationException("it would go out with a token that nobody watches");
  }
}
