package dev.cosell.bridge.dynamics;

import dev.cosell.bridge.remote.Permit;
import dev.cosell.bridge.sync.RetryAfter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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

  private final Sent sent;
  private final Consumer<String> refused;
  private final FutureCallback<HttpResponse> callback;
  private final Continuation continuation;

  /**
   * A request that is under way.
   *
   * @param name verb and path
   * @param token that it carries
   * @param permit of the gate, which ends with the answer
   */
  record Sent(String name, String token, Permit permit) {

    @Override
    public String toString() {
      return name;
    }
  }

  Judgement(
      Sent sent,
      Consumer<String> refused,
      FutureCallback<HttpResponse> callback,
      Continuation continuation) {
    this.sent = sent;
    this.refused = refused;
    this.callback = callback;
    this.continuation = continuation;
  }

  @Override
  public void completed(HttpResponse response) {
    try (Permit permit = sent.permit()) {
      permit.answered(status(response), retryAfter(response), sent.token());
    }
    continuation.run(() -> judge(response));
  }

  @Override
  public void failed(Exception cause) {
    try (Permit permit = sent.permit()) {
      permit.unanswered(cause);
    }
    unanswered(cause);
  }

  private void unanswered(Exception cause) {
    continuation.run(() -> callback.failed(DataverseException.unanswered(sent.name(), cause)));
  }

  @Override
  public void cancelled() {
    sent.permit().close();
    unanswered(new CancellationException("the component was stopped"));
  }

  private void judge(HttpResponse response) {
    if (status(response) / 100 == 2) {
      callback.completed(response);
    } else {
      if (status(response) == UNAUTHORIZED) {
        refused.accept(sent.token());
      }
      callback.failed(refusal(response));
    }
  }

  private DataverseException refusal(HttpResponse response) {
    try {
      return Refusal.of(
          sent.name(),
          status(response),
          retryAfter(response),
          // a gateway may show the request in its error page
          text(response).replace(sent.token(), "***"));
    } catch (IOException cut) {
      return DataverseException.unanswered(sent.name(), cut);
    }
  }

  /** The body as text, empty when there is none. */
  static String text(HttpResponse response) throws IOException {
    return response.getEntity() == null
        ? ""
        : new String(EntityUtils.toByteArray(response.getEntity()), StandardCharsets.UTF_8);
  }

  private static int status(HttpResponse response) {
    return response.getStatusLine().getStatusCode();
  }

  private static @Nullable Duration retryAfter(HttpResponse response) {
    Header header = response.getFirstHeader("Retry-After");
    return RetryAfter.of(header == null ? null : header.getValue(), Instant.now());
  }
}
