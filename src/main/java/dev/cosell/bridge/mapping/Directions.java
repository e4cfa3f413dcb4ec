package dev.cosell.bridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * When a field travels, and who wins when both sides changed it.
 *
 * @param toCrm when it is written into the CRM
 * @param toPartnerCenter when it is sent to Partner Center
 * @param policy who wins
 */
public record Directions(Moments toCrm, Moments toPartnerCenter, Policy policy) {

  /** Reads a row; what is not said follows from what the row is. */
  static Directions read(JsonNode row) {
    return new Directions(
        moments(row.path("to-crm"), defaultToCrm(row)),
        moments(row.path("to-partner-center"), defaultToPartnerCenter(row)),
        Word.find(Policy.class, row.path("policy").asText()).orElse(Policy.NEWEST));
  }

  private static Moments moments(JsonNode word, Moments otherwise) {
    return Word.find(Moments.class, word.asText()).orElse(otherwise);
  }

  private static Moments defaultToCrm(JsonNode row) {
    if (row.has("referral") || row.has("expression")) {
      return Moments.BOTH;
    }
    return row.has("default") ? Moments.CREATE : Moments.NEVER;
  }

  private static Moments defaultToPartnerCenter(JsonNode row) {
    if (!row.has("referral")) {
      return Moments.NEVER;
    }
    return PatchWhitelist.allows(row.get("referral").asText()) ? Moments.BOTH : Moments.CREATE;
  }
}
