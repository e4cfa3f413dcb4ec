package dev.cosell.bridge.sandbox.partnercenter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A party of an engagement.
 *
 * @param id the organisation's id, {@code msft} for Microsoft
 * @param name its name
 */
public record Organization(String id, String name) {

  static final Organization MICROSOFT = new Organization("msft", "Microsoft");

  boolean owns(JsonNode referral) {
    return referral.path("organizationId").asText().equals(id);
  }

  void takeOver(ObjectNode referral) {
    referral.put("organizationId", id).put("organizationName", name);
  }
}
