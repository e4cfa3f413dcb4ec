package dev.cosell.bridge.dynamics;

import dev.cosell.bridge.dynamics.Judgement.Sent;
import dev.cosell.bridge.remote.Permit;
import dev.cosell.bridge.sync.RemoteFailure;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.concurrent.FutureCallback;
import org.apache.http.impl.nio.client.CloseableHttpAsyncClient;
import org.apache.http.nio.protocol.HttpAsyncRequestProducer;
import org.apache.http.nio.protocol.HttpAsyncResponseConsumer;
import org.apache.http.protocol.HttpContext;

/**
 * The door that every request of the component passes: adds the token, lets only 2xx answers
 * through, turns everything else into a {@link DataverseException}, and leaves the I/O thread.
 *
 * <p>Standing before Olingo's callbacks, it keeps them from statuses and bodies that they cannot
 * digest (429, 304, empty or HTML errors end in NullPointerExceptions there), and from taking a
 * redirect for a success.
 */
final class DataverseClient extends CloseableHttpAsyncClient {

  private final CloseableHttpAsyncClient http;
  private final DataverseConnection connection;
  private final Continuation continuation;

  DataverseClient(
      CloseableHttpAsyncClient http, DataverseConnection connection, Continuation continuation) {
    this.http = http;
    this.connection = connection;
    this.continuation = continuation;
  }

  @Override
  public Future<HttpResponse> execute(
      HttpUriRequest request, FutureCallback<HttpResponse> callback) {
    String name = name(request);
    if (!connection.owns(request.getURI())) {
      return failed(callback, DataverseException.notSent(name, "foreign host", null));
    }
    Permit permit;
    try {
      permit = connection.gate().enter();
    } catch (RemoteFailure unasked) {
      return failed(callback, unasked);
    }
    String token;
    try {
      token = connection.token().get();
    } catch (RuntimeException noToken) {
      return failed(permit, callback, noToken);
    }
    request.setHeader("Authorization", "Bearer " + token);
    try {
      return http.execute(
          request,
          new Judgement(
              new Sent(name, token, permit), connection.refused(), callback, continuation));
    } catch (IllegalStateException closed) {
      permit.close();
      return failed(callback, DataverseException.unanswered(name, closed));
    } catch (RuntimeException unsent) {
      permit.close();
      throw unsent;
    }
  }

  private Future<HttpResponse> failed(
      Permit permit, FutureCallback<HttpResponse> callback, RuntimeException noToken) {
    if (noToken instanceof RemoteFailure refused) {
      permit.noToken(refused);
    }
    permit.close();
    return failed(callback, noToken);
  }

  private Future<HttpResponse> failed(FutureCallback<HttpResponse> callback, Exception cause) {
    continuation.run(() -> callback.failed(cause));
    return CompletableFuture.failedFuture(cause);
  }

  /** Method and path below the service root; the query may hold customers' names. */
  private String name(HttpUriRequest request) {
    String path = request.getURI().getRawPath();
    String root = connection.serviceRoot().getRawPath();
    return request.getMethod()
        + " "
        + (path.startsWith(root) ? path.substring(root.length()) : path);
  }

  @Override
  public <T> Future<T> execute(
      HttpAsyncRequestProducer request,
      HttpAsyncResponseConsumer<T> response,
      HttpContext context,
      FutureCallback<T> callback) {
    throw new UnsupportedOperationException("It would go out without a token and unjudged");
  }

  @Override
  public boolean isRunning() {
    return http.isRunning();
  }

  @Override
  public void start() {
    http.start();
  }

  @Override
  public void close() throws IOException {
    http.close();
  }
}
