package dev.cosell.bridge.sandbox.partnercenter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.Refused;
import dev.cosell.bridge.sandbox.http.UtcTime;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The referrals of all parties. Every change gives a new eTag and a later {@code updatedDateTime}
 * than any before; listeners hear of the changes in that order.
 */
final class Referrals {

  // The service counts time in 100 ns.
  private static final long TICK = 100;

  private final Clock clock;
  private final Consumer<ReferralChange> listener;
  private final Map<String, ObjectNode> byId = new LinkedHashMap<>();
  private Instant last = Instant.EPOCH;

  Referrals(Clock clock, Consumer<ReferralChange> listener) {
    this.clock = clock;
    this.listener = listener;
  }

  /** Forgets all of them, and the latest time. */
  synchronized void clear() {
    byId.clear();
    last = Instant.EPOCH;
  }

  synchronized List<ObjectNode> all() {
    return byId.values().stream().map(ObjectNode::deepCopy).toList();
  }

  synchronized Optional<ObjectNode> find(String id) {
    return Optional.ofNullable(byId.get(id.toLowerCase(Locale.ROOT))).map(ObjectNode::deepCopy);
  }

  /** A party's referral of an engagement. */
  Optional<ObjectNode> of(String engagementId, Organization party) {
    return all().stream()
        .filter(party::owns)
        .filter(referral -> referral.path("engagementId").asText().equals(engagementId))
        .findFirst();
  }

  ObjectNode get(String id) {
    return find(id)
        .orElseThrow(() -> new Refused(404, "itemNotFound", "There is no referral " + id + "."));
  }

  /** Adds a referral; an id or engagement id that it carries is kept. */
  synchronized ObjectNode add(ObjectNode complete, String via) {
    ObjectNode referral = complete.deepCopy();
    String id = text(referral, "id", UUID.randomUUID().toString());
    if (byId.containsKey(id)) {
      throw new Refused(409, "invalidRequest", "There is a referral " + id + " already.");
    }
    referral.put("id", id);
    referral.put("engagementId", text(referral, "engagementId", UUID.randomUUID().toString()));
    referral.put("createdDateTime", UtcTime.zulu(stamp(referral, via))).put("createdVia", via);
    DealState.enter(referral);
    byId.put(id, referral);
    listener.accept(new ReferralChange(referral.deepCopy(), true));
    return referral.deepCopy();
  }

  /**
   * Changes a referral; the edit works on a copy and changes nothing when it throws.
   *
   * @throws Refused 404, or whatever the edit refuses
   */
  synchronized ObjectNode change(String id, String via, Consumer<ObjectNode> edit) {
    ObjectNode referral = get(id);
    edit.accept(referral);
    stamp(referral, via);
    DealState.enter(referral);
    byId.put(referral.path("id").asText(), referral);
    listener.accept(new ReferralChange(referral.deepCopy(), false));
    return referral.deepCopy();
  }

  private Instant stamp(ObjectNode referral, String via) {
    Instant tick = Instant.parse(UtcTime.zulu(clock.instant()));
    last = tick.isAfter(last) ? tick : last.plusNanos(TICK);
    referral.put("updatedDateTime", UtcTime.zulu(last)).put("lastModifiedVia", via);
    referral.put("eTag", "\"" + UUID.randomUUID() + "\"");
    return last;
  }

  private static String text(JsonNode referral, String name, String otherwise) {
    String found = referral.path(name).asText("");
    return (found.isEmpty() ? otherwise : found).toLowerCase(Locale.ROOT);
  }
}
