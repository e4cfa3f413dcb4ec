package dev.cosell.bridge.sandbox.partnercenter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.Refused;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What people do in the portal: they create deals and edit them. */
final class Portal {

  private static final String VIA = "Portal";
  private static final List<String> SET_BY_THE_SERVICE =
      List.of("id", "engagementId", "organizationId", "createdDateTime", "updatedDateTime", "eTag");

  private final Referrals referrals;
  private final Organization organization;
  private final AtomicInteger number = new AtomicInteger();

  Portal(Referrals referrals, Organization organization) {
    this.referrals = referrals;
    this.organization = organization;
  }

  /** Creates a deal of a kind, changed by the given properties; an id among them is kept. */
  ObjectNode create(DealKind kind, JsonNode changes) {
    ObjectNode template = kind.deal();
    organization.takeOver(template);
    template.put("name", template.path("name").asText() + " " + number.incrementAndGet());
    ObjectNode context = template.withObjectProperty("inviteContext");
    if (!context.has("invitedBy")) {
      ObjectNode inviter = context.putObject("invitedBy").put("organizationId", organization.id());
      inviter.put("organizationName", organization.name());
    }
    ObjectNode deal = (ObjectNode) SandboxJson.merged(template, changes);
    requirePair(deal);
    return referrals.add(deal, VIA);
  }

  /** Creates Microsoft's referral of a deal's engagement, in the state opposite to the deal's. */
  ObjectNode createMicrosofts(ObjectNode own) {
    ObjectNode referral = own.deepCopy().remove(List.of("id", "acceptedDateTime"));
    Organization.MICROSOFT.takeOver(referral);
    boolean ours = own.path("direction").asText().equals("Outgoing");
    referral.put("direction", ours ? "Incoming" : "Outgoing");
    referral.put("status", ours ? "New" : "Active").put("substatus", ours ? "Pending" : "Accepted");
    return referrals.add(referral, VIA);
  }

  /**
   * Edits a referral; the portal may change more than the API, the name for example.
   *
   * @param force edit a closed deal too, and in any way
   * @throws Refused 409 for a closed deal, 400 for a state that does not exist
   */
  ObjectNode edit(String id, JsonNode changes, boolean force) {
    return referrals.change(
        id,
        VIA,
        referral -> {
          ObjectNode before = referral.deepCopy();
          if (!force) {
            DealState.requireOpen(before, 409);
          }
          ObjectNode after = (ObjectNode) SandboxJson.merged(before, changes);
          SET_BY_THE_SERVICE.forEach(name -> after.set(name, before.path(name)));
          if (!force) {
            DealState.requireMove(before, after);
          }
          referral.setAll(after);
          referral.retain(after.propertyStream().map(Map.Entry::getKey).toList());
        });
  }

  private static void requirePair(ObjectNode deal) {
    DealState.requirePair(deal.path("status").asText(), deal.path("substatus").asText());
  }
}
