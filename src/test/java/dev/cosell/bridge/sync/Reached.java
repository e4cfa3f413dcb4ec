package dev.cosell.bridge.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cosell.bridge.link.ReferralId;
import java.util.Map;

/** How far a synchronization has come, for tests of those who run it. */
public final class Reached {

  private Reached() {}

  /** Its referral turned out to belong to the record of another link. */
  public static Synchronization joining(Synchronization begun, long other) {
    begun.progress().joins(other);
    return begun;
  }

  /** It got its referral. */
  public static Synchronization shared(Synchronization begun, ReferralId referral) {
    begun.progress().reached(begun.link().of(referral));
    return begun;
  }

  /** A PATCH is under way of which Partner Center may have locked this field. */
  public static void sending(Synchronization begun, String field) {
    begun.progress().sending(Map.<String, JsonNode>of(field, TextNode.valueOf("refused")));
  }

  /** The name under which the base remembers that a field is locked. */
  public static String locked(String field) {
    return Sending.LOCKED + field;
  }
}
