package dev.cosell.bridge.sandbox.webhook;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who gets the events: the registered callback, else one that was configured by hand. */
public final class WebhookRegistrations {

  private @Nullable WebhookRegistration registration;
  private @Nullable URI configured;

  /** Starts with a configured callback, or none. */
  public WebhookRegistrations(@Nullable URI configured) {
    this.configured = configured;
  }

  /** Sets the callback that gets every event while nothing is registered; null for none. */
  public synchronized void configure(@Nullable URI callback) {
    configured = callback;
  }

  /** The callback for an event. */
  public synchronized Optional<WebhookTarget> targetOf(String eventName) {
    if (registration != null) {
      return Optional.of(registration)
          .filter(found -> found.events().contains(eventName))
          .map(WebhookRegistration::target);
    }
    return Optional.ofNullable(configured)
        .map(url -> new WebhookTarget(url, EventSigner.MS_SIGNATURE));
  }

  synchronized Optional<WebhookRegistration> current() {
    return Optional.ofNullable(registration);
  }

  synchronized void replace(@Nullable WebhookRegistration other) {
    registration = other;
  }
}
