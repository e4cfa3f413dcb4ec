package dev.cosell.bridge.sync;

import dev.cosell.bridge.mapping.Snapshot;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the reconcile of a link comes to.
 *
 * @param decision what to do
 * @param reason why the deal is held or ignored, or what of it is held back, in words for a seller
 * @param write what goes into the CRM, null when nothing does
 * @param send what goes to Partner Center, null when nothing does
 * @param before the record's fields before the write
 * @param after the referral's fields
 * @param base what both sides will agree on once the record is written
 * @param sentBase what both sides will agree on once the referral is written, too
 * @param settled true when nothing is left open between the two sides then
 * @param invites true when Microsoft gets a referral of its own for this deal
 */
public record Plan(
    Decision decision,
    @Nullable String reason,
    @Nullable RecordWrite write,
    @Nullable ReferralWrite send,
    Snapshot before,
    Snapshot after,
    Snapshot base,
    Snapshot sentBase,
    boolean settled,
    boolean invites) {

  private static final Snapshot EMPTY = Snapshot.fromJson("{}");

  /** Nothing is decided about the fields: the deal as a whole is held or ignored. */
  static Plan asAWhole(Decision decision, String reason) {
    return new Plan(decision, reason, null, null, EMPTY, EMPTY, EMPTY, EMPTY, false, false);
  }

  /** Something is to be written into the CRM only. */
  static Plan ofRecord(
      Decision decision, RecordWrite write, Snapshot before, Snapshot after, Snapshot base) {
    return new Plan(decision, null, write, null, before, after, base, base, true, false);
  }

  /** The same plan with something to write into the CRM. */
  Plan writing(RecordWrite columns) {
    return new Plan(
        decision, reason, columns, send, before, after, base, sentBase, settled, invites);
  }

  /** True when nothing was agreed on: the deal is held or ignored. */
  boolean isOpen() {
    return decision == Decision.HOLD || decision == Decision.IGNORE || decision == Decision.JOIN;
  }

  /** What goes into the CRM; fails when nothing does, which is a mistake in a route. */
  public RecordWrite knownWrite() {
    return Objects.requireNonNull(write, "there is nothing to write in a plan of " + decision);
  }
}
