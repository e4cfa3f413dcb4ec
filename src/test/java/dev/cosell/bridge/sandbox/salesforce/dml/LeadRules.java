package dev.cosell.bridge.sandbox.salesforce.dml;

import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;

/** Converted leads are closed to everybody, and no save converts one. */
final class LeadRules implements SaveRule {

  @Override
  public void apply(Save save) {
    if (!save.type().name().equals("Lead")) {
      return;
    }
    if (save.before().filter(row -> row.is("IsConverted")).isPresent()) {
      throw SalesforceError.save("CANNOT_UPDATE_CONVERTED_LEAD", "cannot reference converted lead");
    }
    String status = save.text("Status");
    boolean converted =
        save.organization().settings().process().leadStatuses().stream()
            .anyMatch(known -> known.converted() && known.apiName().equals(status));
    if (save.sets("Status") && converted) {
      throw SalesforceError.save("INVALID_STATUS", "invalid status: " + status, "Status");
    }
  }
}
