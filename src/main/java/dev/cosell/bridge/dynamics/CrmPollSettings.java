package dev.cosell.bridge.dynamics;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often the CRM is asked for changes, whichever it is.
 *
 * @param crmPollInterval time between two polls, 100 milliseconds to one day
 */
@ConfigurationProperties("cosell")
public record CrmPollSettings(@DefaultValue("30s") Duration crmPollInterval) {

  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofDays(1);

  /** Refuses an interval out of its bounds. */
  public CrmPollSettings {
    bounded("cosell.crm-poll-interval", crmPollInterval, SHORTEST, LONGEST);
  }

  static void bounded(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          name + " has to be between " + least + " and " + most + ", it is " + value);
    }
  }
}
