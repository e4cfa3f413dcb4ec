package dev.cosell.bridge.sandbox.partnercenter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.Refused;
import dev.cosell.bridge.sandbox.http.UtcTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The published status machine: which pairs exist and which status may follow which. */
final class DealState {

  private static final Duration TIME_TO_ANSWER = Duration.ofDays(14);

  private static final Map<String, Set<String>> SUBSTATUS =
      Map.of(
          "New", Set.of("Pending", "Received"),
          "Active", Set.of("Accepted"),
          "Closed", Set.of("Won", "Lost", "Declined", "Expired", "Error"));

  private static final Map<String, Set<String>> NEXT =
      Map.of("New", Set.of("New", "Active", "Closed"), "Active", Set.of("Active", "Closed"));

  private DealState() {}

  static boolean isFinal(JsonNode referral) {
    return referral.path("status").asText().equals("Closed");
  }

  /**
   * Refuses every edit of a closed deal.
   *
   * @param status of the refusal; the sources do not settle it
   * @throws Refused when the deal is in a final state
   */
  static void requireOpen(JsonNode referral, int status) {
    if (isFinal(referral)) {
      String substatus = referral.path("substatus").asText();
      throw new Refused(
          status, "invalidRequest", "The referral is closed as " + substatus + " and final.");
    }
  }

  /**
   * Checks the state that an edit leads to.
   *
   * @throws Refused 400 for a pair that does not exist, 409 for a move that is not allowed
   */
  static void requireMove(JsonNode before, JsonNode after) {
    String status = after.path("status").asText();
    requirePair(status, after.path("substatus").asText());
    if (!NEXT.getOrDefault(before.path("status").asText(), Set.of()).contains(status)) {
      throw new Refused(
          409,
          "invalidRequest",
          "A referral cannot go from " + before.path("status").asText() + " to " + status + ".");
    }
  }

  static void requirePair(String status, String substatus) {
    if (!SUBSTATUS.getOrDefault(status, Set.of()).contains(substatus)) {
      throw new Refused(
          400, "invalidRequest", "Substatus " + substatus + " does not fit status " + status + ".");
    }
  }

  /** Sets the time stamps that belong to the state; called after the update time is set. */
  static void enter(ObjectNode referral) {
    String status = referral.path("status").asText();
    String now = referral.path("updatedDateTime").asText();
    putOnce(referral, "acceptedDateTime", status.equals("Active") ? now : null);
    putOnce(referral, "closedDateTime", status.equals("Closed") ? now : null);
    if (status.equals("New")) {
      putOnce(
          referral, "expirationDateTime", UtcTime.zulu(Instant.parse(now).plus(TIME_TO_ANSWER)));
    } else {
      referral.putNull("expirationDateTime");
    }
  }

  private static void putOnce(ObjectNode referral, String name, @Nullable String value) {
    if (!referral.hasNonNull(name)) {
      referral.put(name, value);
    }
  }
}
