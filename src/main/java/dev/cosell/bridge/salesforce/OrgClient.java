package dev.cosell.bridge.salesforce;

import dev.cosell.bridge.remote.Permit;
import dev.cosell.bridge.sync.RemoteFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
  private final Calls calls;

  OrgClient(
      SalesforceHttpClient http, OrgSession session, SalesforceLoginConfig config, Calls calls) {
    super("", session, http, config);
    this.org = session;
    this.calls = calls;
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
    String sent = body == null ? null : text(body);
    Permit permit = calls.gate().enter();
    try {
      send(new Attempt(method, path, sent, headers, token(permit), callback, permit), true);
    } catch (RuntimeException unsent) {
      permit.close();
      throw unsent;
    }
  }

  private String token(Permit permit) {
    try {
      return org.token();
    } catch (RemoteFailure noToken) {
      permit.noToken(noToken);
      throw noToken;
    }
  }

  private record Attempt(
      String method,
      String path,
      @Nullable String body,
      Map<String, List<String>> headers,
      String token,
      ResponseCallback callback,
      Permit permit) {

    String name() {
      return SalesforceCall.name(method, path);
    }

    Attempt with(String freshToken) {
      return new Attempt(method, path, body, headers, freshToken, callback, permit);
    }

    /** The call came through. */
    void succeeded(SalesforceAnswer answer) {
      permit.answered(answer.status(), null, token);
      permit.close();
      callback.onResponse(
          answer, Map.of(Exchange.HTTP_RESPONSE_CODE, Integer.toString(answer.status())), null);
    }

    /** It did not. */
    void failed(SalesforceRefused refused, Duration quotaRest) {
      Calls.tell(permit, refused, token, quotaRest);
      permit.close();
      callback.onResponse(null, Map.of(), refused);
    }
  }

  private void send(Attempt attempt, boolean isFirst) {
    AnswerHeaders said = new AnswerHeaders(calls.usage());
    Request request = request(attempt).onResponseHeaders(said);
    doHttpRequest(
        request,
        (content, ignored, failure) -> {
          if (failure == null) {
            answered(attempt, content, said);
          } else if (said.status() == UNAUTHORIZED && isFirst) {
            sendAgain(attempt);
          } else {
            attempt.failed(refusal(attempt, failure, said), calls.quotaRest());
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
      send(attempt.with(token(attempt.permit())), false);
    } catch (RuntimeException noToken) {
      attempt.permit().close();
      attempt.callback().onResponse(null, Map.of(), new SalesforceException(noToken));
    }
  }

  private void answered(Attempt attempt, @Nullable InputStream content, AnswerHeaders said) {
    String text = text(content);
    if (!text.isBlank() && !JSON.matcher(text).lookingAt()) {
      // a proxy's page, which carried nothing out
      attempt.failed(SalesforceRefused.page(attempt.name(), said.status()), calls.quotaRest());
      return;
    }
    attempt.succeeded(new SalesforceAnswer(text, said.said()));
  }

  private SalesforceRefused refusal(
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
