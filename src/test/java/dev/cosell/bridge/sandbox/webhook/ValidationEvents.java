package dev.cosell.bridge.sandbox.webhook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.http.UtcTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Test events on request, at most two a minute, and what became of them. */
final class ValidationEvents {

  private static final int PER_MINUTE = 2;

  private record Sent(Delivery delivery, String callbackUrl) {}

  private final Clock clock;
  private final WebhookDispatcher dispatcher;
  private final Deque<Instant> recent = new ArrayDeque<>();
  private final Map<String, Sent> sent = new HashMap<>();

  ValidationEvents(Clock clock, WebhookDispatcher dispatcher) {
    this.clock = clock;
    this.dispatcher = dispatcher;
  }

  /** Seconds until another test event is allowed, 0 for now. */
  synchronized long waitSeconds() {
    Instant minuteAgo = clock.instant().minus(Duration.ofMinutes(1));
    recent.removeIf(at -> !at.isAfter(minuteAgo));
    return recent.size() < PER_MINUTE
        ? 0
        : Math.max(1, Duration.between(minuteAgo, recent.getFirst()).toSeconds());
  }

  synchronized void forget() {
    recent.clear();
  }

  /** Sends a test event and returns its correlation id. */
  synchronized String send(String callbackUrl) {
    recent.addLast(clock.instant());
    String correlationId = UUID.randomUUID().toString();
    // Published samples of test events name plain http and localhost.
    WebhookEvent event =
        new WebhookEvent(
            "test-created",
            "http://localhost:16722/v1/webhooks/registration/test",
            "test",
            clock.instant());
    sent.put(correlationId, new Sent(dispatcher.dispatch(event), callbackUrl));
    return correlationId;
  }

  synchronized Optional<ObjectNode> result(String correlationId, String partnerId) {
    return Optional.ofNullable(sent.get(correlationId))
        .map(
            test ->
                shown(test.delivery())
                    .put("correlationId", correlationId)
                    .put("partnerId", partnerId)
                    .put("callbackUrl", test.callbackUrl()));
  }

  private static ObjectNode shown(Delivery delivery) {
    boolean waiting = delivery.state() == Delivery.State.WAITING;
    ObjectNode shown = SandboxJson.object().put("status", waiting ? "pending" : "completed");
    ArrayNode results = shown.putArray("results");
    for (Delivery.Attempt attempt : delivery.attempts()) {
      results
          .addObject()
          .put("responseCode", word(attempt.status()))
          .put("responseMessage", attempt.error())
          .put("systemError", attempt.status() == 0)
          .put("dateTimeUtc", UtcTime.zulu(attempt.at()));
    }
    return shown;
  }

  // The documented answer says "OK"; the words for other statuses are not known.
  private static String word(int status) {
    return status == 200 ? "OK" : Integer.toString(status);
  }
}
