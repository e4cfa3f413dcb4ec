package dev.cosell.bridge.partnercenter;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a search looks for. A server may ignore a filter, and the items of a list need not be
 * complete: so each referral is judged again.
 *
 * @param field the field that it is found by
 * @param value the field's value, whatever its case
 * @param microsofts true for Microsoft's own side of a deal, false for ours
 */
record SoughtReferral(String field, String value, boolean microsofts) {

  static final String REFERENCE = "externalReferenceId";
  static final String ENGAGEMENT = "engagementId";

  private static final String ORGANIZATION = "organizationId";
  private static final String MICROSOFT = "msft";

  /** Our referral of a record. */
  static SoughtReferral ofRecord(String record) {
    return new SoughtReferral(REFERENCE, record, false);
  }

  /** The filter that asks for it. Source: OData 4, quotes within a text are doubled. */
  String filter() {
    return field + " eq '" + value.replace("'", "''") + "'";
  }

  /** Whether an item of a list, which may lack any field, can be it. */
  boolean mayBe(JsonNode item) {
    return !contradicts(item)
        && (text(item, ORGANIZATION).isEmpty() || isMicrosofts(item) == microsofts)
        && !isForMicrosoft(item);
  }

  /** Whether a referral that was read is it. */
  boolean is(JsonNode referral) {
    return value.equalsIgnoreCase(text(referral, field))
        && isMicrosofts(referral) == microsofts
        && !isForMicrosoft(referral);
  }

  /** Whether an item tells that it is another one's, so that the filter was not applied. */
  boolean contradicts(JsonNode item) {
    return tells(item) && !value.equalsIgnoreCase(text(item, field));
  }

  /** Whether an item has the field at all. */
  boolean tells(JsonNode item) {
    return !text(item, field).isEmpty();
  }

  /** Microsoft's referral carries our reference as well. */
  private boolean isForMicrosoft(JsonNode referral) {
    return field.equals(REFERENCE)
        && referral.path("target").findValuesAsText("id").stream()
            .anyMatch(MICROSOFT::equalsIgnoreCase);
  }

  private static boolean isMicrosofts(JsonNode referral) {
    return MICROSOFT.equalsIgnoreCase(text(referral, ORGANIZATION));
  }

  private static String text(JsonNode referral, String name) {
    JsonNode value = referral.path(name);
    return value.isNull() ? "" : value.asText("").strip();
  }
}
