package dev.cosell.bridge.crm;

import dev.cosell.bridge.remote.TimeBounds;
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
    TimeBounds.check("cosell.crm-poll-interval", crmPollInterval, SHORTEST, LONGEST);
  }
}
