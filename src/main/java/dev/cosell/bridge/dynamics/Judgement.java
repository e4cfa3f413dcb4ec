package dev.cosell.bridge.dynamics;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.apache.http.Header;
import org.apache.http.HttpResponse;
import org.apache.http.concurrent.FutureCallback;
import org.apache.http.util.EntityUtils;
import org.jspecify.annotations.Nullable;

/** Tells a success from a failure, on a worker thread. */
final class Judgement implements FutureCallback<HttpResponse> {

  private static final int UNAUTHORIZED = 401;

  private final String request;
  private final String token;
  private final Consumer<String> refused;
  private final FutureCallback<HttpResponse> callback;
  private final Continuation continuation;

  Judgement(
      String request,
      String token,
      Consumer<String> refused,
      FutureCallback<HttpResponse> callback,
      Continuation continuation) {
    this.request = request;
    this.token = token;
    this.refused = refused;
    this.callback = callback;
    this.continuation = continuation;
  }

  @Override
  public void completed(HttpResponse response) {
    continuation.run(() -> judge(response));
  }

  @Override
  public void failed(Exception cause) {
    continuation.run(() -> callback.failed(DataverseException.unanswered(request, cause)));
  }

  @Override
  public void cancelled() {
    failed(new CancellationException("the component was stopped"));
  }

  private void judge(HttpResponse response) {
    if (response.getStatusLine().getStatusCode() / 100 == 2) {
      callback.completed(response);
    } else {
      if (response.getStatusLine().getStatusCode() == UNAUTHORIZED) {
        refused.accept(token);
      }
      callback.failed(refusal(response));
    }
  }

  private DataverseException refusal(HttpResponse response) {
    try {
      return Refusal.of(
          request,
          response.getStatusLine().getStatusCode(),
          header(response, "Retry-After"),
          // a gateway may show the request in its error page
          text(response).replace(token, "***"),
          Instant.now());
    } catch (IOException cut) {
      return DataverseException.unanswered(request, cut);
    }
  }

  /** The body as text, empty when there is none. */
  static String text(HttpResponse response) throws IOException {
    return response.getEntity() == null
        ? ""
        : new String(EntityUtils.toByteArray(response.getEntity()), StandardCharsets.UTF_8);
  }

  private static @Nullable String header(HttpResponse response, String name) {
    Header header = response.getFirstHeader(name);
    return header == null ? null : header.getValue();
  }
}
