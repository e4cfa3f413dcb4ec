package dev.cosell.bridge.sandbox.salesforce.setup;

import java.util.List;
import java.util.Set;

/**
 * A status of leads.
 *
 * @param apiName value of Status
 * @param byDefault whether new leads have it
 * @param converted whether converted leads have it
 */
public record LeadStatus(String apiName, boolean byDefault, boolean converted) {

  /** The statuses of a new organization. */
  public static final List<LeadStatus> STANDARD =
      List.of(
          new LeadStatus("Open - Not Contacted", true, false),
          new LeadStatus("Working - Contacted", false, false),
          new LeadStatus("Closed - Converted", false, true),
          new LeadStatus("Closed - Not Converted", false, false));

  PicklistValue choice() {
    return new PicklistValue(apiName, apiName, true, byDefault, Set.of());
  }
}
