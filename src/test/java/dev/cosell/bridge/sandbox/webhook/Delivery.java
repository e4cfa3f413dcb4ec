package dev.cosell.bridge.sandbox.webhook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One event on its way to the callback, with every attempt to post it. */
public final class Delivery {

  /** How far a delivery has come. */
  public enum State {
    /** An attempt is due. */
    WAITING,
    /** The callback answered 2xx. */
    DELIVERED,
    /** Every attempt failed: the offline queue, nothing follows. */
    OFFLINE,
    /** Lost on purpose. */
    DROPPED,
    /** Nobody has asked for this event. */
    NO_CALLBACK
  }

  /**
   * One attempt.
   *
   * @param at when its answer came
   * @param status HTTP status, 0 without an answer
   * @param error why there was no answer, else empty
   */
  public record Attempt(Instant at, int status, String error) {

    boolean succeeded() {
      return status / 100 == 2;
    }
  }

  private final WebhookEvent event;
  private final List<Attempt> attempts = new ArrayList<>();
  private State state = State.WAITING;

  Delivery(WebhookEvent event) {
    this.event = event;
  }

  /** What is delivered. */
  public WebhookEvent event() {
    return event;
  }

  /** How far it has come. */
  public synchronized State state() {
    return state;
  }

  /** The attempts so far, oldest first. */
  public synchronized List<Attempt> attempts() {
    return List.copyOf(attempts);
  }

  synchronized void ended(State end) {
    state = end;
  }

  synchronized void attempted(Attempt attempt, int allowed) {
    attempts.add(attempt);
    if (attempt.succeeded()) {
      state = State.DELIVERED;
    } else if (attempts.size() >= allowed) {
      state = State.OFFLINE;
    }
  }

  /** The delivery as the control API shows it. */
  public synchronized ObjectNode toJson() {
    ObjectNode shown =
        SandboxJson.object()
            .put("eventName", event.eventName())
            .put("resourceUri", event.resourceUri())
            .put("changedAt", event.changedAt().toString())
            .put("state", state.name());
    ArrayNode tried = shown.putArray("attempts");
    for (Attempt attempt : attempts) {
      ObjectNode line = tried.addObject().put("at", attempt.at().toString());
      line.put("status", attempt.status()).put("error", attempt.error());
    }
    return shown;
  }
}
