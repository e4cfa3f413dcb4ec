package dev.cosell.bridge.sandbox.webhook;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;

/** Posts one signed event once; follows no redirect. */
final class CallbackClient {

  private final HttpClient http;
  private final Duration timeout;

  CallbackClient(Duration timeout) {
    this.timeout = timeout;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .build();
  }

  Delivery.Attempt post(URI callback, SignedEvent event) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(callback)
            .timeout(timeout)
            .POST(BodyPublishers.ofByteArray(event.body()));
    event.headers().forEach(request::header);
    try {
      int status = http.send(request.build(), BodyHandlers.discarding()).statusCode();
      return new Delivery.Attempt(Instant.now(), status, "");
    } catch (IOException noAnswer) {
      return new Delivery.Attempt(Instant.now(), 0, noAnswer.toString());
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      return new Delivery.Attempt(Instant.now(), 0, "the sandbox is closing");
    }
  }
}
