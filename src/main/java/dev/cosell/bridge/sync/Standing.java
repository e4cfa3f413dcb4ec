package dev.cosell.bridge.sync;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.LinkState;
import java.util.Set;

/** What a referral's own fields tell about where it stands. */
final class Standing {

  private Standing() {}

  /** True when this version of the referral was reconciled before and nothing was left open. */
  static boolean isSettled(Link link, JsonNode referral) {
    String version = version(referral);
    return !version.isEmpty()
        && version.equals(link.referralVersion())
        && Set.of(LinkState.LINKED, LinkState.IGNORED).contains(link.state());
  }

  static String version(JsonNode referral) {
    return referral.path("eTag").asText("");
  }

  /** Won, lost, declined, expired and error are final: nothing can be edited any more. */
  static boolean isFinal(JsonNode referral) {
    return "Closed".equalsIgnoreCase(referral.path("status").asText());
  }

  static String externalReference(JsonNode referral) {
    JsonNode reference = referral.path("externalReferenceId");
    return reference.isNull() ? "" : reference.asText("").strip();
  }
}
