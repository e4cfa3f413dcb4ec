package dev.cosell.bridge.sync;

import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is synchronized, and how it shows.
 *
 * @param checkMark whether the record's name carries a check mark
 * @param syncCosellOpportunitiesOnly true keeps leads out of the CRM
 */
@ConfigurationProperties("cosell")
public record SyncSettings(
    @DefaultValue("name") CheckMarkPlace checkMark,
    @DefaultValue("false") boolean syncCosellOpportunitiesOnly) {

  /** Where sellers see that a record is in step. */
  public enum CheckMarkPlace {
    /** Before the record's name, as the Power Automate solution shows it. */
    NAME,
    /** Nowhere. */
    OFF;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
