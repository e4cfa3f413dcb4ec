package dev.cosell.bridge.partnercenter.registration;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the flow "Partner Center Webhook Registration" asks for, and how often it is looked after.
 *
 * @param publicUrl where Partner Center reaches this service: an address without a path means its
 *     entry for notifications, one with a path is taken as it is; null switches the guard off
 * @param scope scope of the Webhooks API, which wants a token of its own
 * @param events names of the events that are wanted
 * @param overwriteExistingEndpoints whether the address of another system is replaced
 * @param checkInterval time between two looks at the registration, one second to one day
 * @param heartbeatInterval time between two test events, one minute to 7 days
 */
@ConfigurationProperties("cosell.partner-center.webhook")
public record RegistrationSettings(
    @Nullable URI publicUrl,
    @DefaultValue("https://api.partnercenter.microsoft.com/.default") String scope,
    @DefaultValue({
          "referral-created",
          "referral-updated",
          "related-referral-created",
          "related-referral-updated",
          "test-created"
        })
        List<String> events,
    @DefaultValue("false") boolean overwriteExistingEndpoints,
    @DefaultValue("1h") Duration checkInterval,
    @DefaultValue("6h") Duration heartbeatInterval) {

  /** The setting that switches the guard on. */
  static final String PUBLIC_URL = "cosell.partner-center.webhook.public-url";

  private static final String PREFIX = "cosell.partner-center.webhook";

  /** Refuses times out of their bounds, and an empty list of events. */
  public RegistrationSettings {
    check("check-interval", checkInterval, Duration.ofSeconds(1), Duration.ofDays(1));
    check("heartbeat-interval", heartbeatInterval, Duration.ofMinutes(1), Duration.ofDays(7));
    events = events.stream().map(String::strip).filter(it -> !it.isEmpty()).distinct().toList();
    if (events.isEmpty()) {
      throw new IllegalArgumentException(PREFIX + ".events names no event");
    }
  }

  private static void check(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          PREFIX
              + "."
              + name
              + " has to be between "
              + least
              + " and "
              + most
              + ", it is "
              + value);
    }
  }

  /** Where Partner Center shall post; empty where the guard is off. */
  Optional<Endpoint> endpoint() {
    return Optional.ofNullable(publicUrl).map(Endpoint::behind);
  }
}
