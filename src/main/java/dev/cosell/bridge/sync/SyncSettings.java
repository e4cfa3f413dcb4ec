package dev.cosell.bridge.sync;

import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is synchronized, and how it shows.
 *
 * @param checkMark whether the record's name carries a check mark
 * @param syncCosellOpportunitiesOnly true keeps leads out of the CRM
 * @param requiredToShare fields of the opportunity mapping that a seller's deal must have before it
 *     is created in Partner Center
 */
@ConfigurationProperties("cosell")
public record SyncSettings(
    @DefaultValue("name") CheckMarkPlace checkMark,
    @DefaultValue("false") boolean syncCosellOpportunitiesOnly,
    @DefaultValue({
          "name",
          "accountName",
          "country",
          "solutions",
          "dealValue",
          "currency",
          "closingDate"
        })
        List<String> requiredToShare) {

  /** Copies the list. */
  public SyncSettings {
    requiredToShare = List.copyOf(requiredToShare);
  }

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
