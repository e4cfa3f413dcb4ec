package dev.cosell.bridge.run;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is kept of synchronizations, and for how long.
 *
 * @param keep how long a run is kept, one day at least; one that is still to be mended stays longer
 * @param maskPersonalData whether names, addresses, texts and people are left out of the values of
 *     runs, and e-mail addresses out of their words, also in the log
 */
@ConfigurationProperties("cosell.runs")
public record RunSettings(
    @DefaultValue("90d") Duration keep, @DefaultValue("false") boolean maskPersonalData) {

  /** Refuses a time that is too short to look into yesterday. */
  public RunSettings {
    if (keep.compareTo(Duration.ofDays(1)) < 0) {
      throw new IllegalArgumentException("cosell.runs.keep is " + keep + ": one day at least");
    }
  }
}
