package dev.cosell.bridge.sync;

import dev.cosell.bridge.mapping.Snapshot;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the reconcile of a link comes to.
 *
 * @param decision what to do
 * @param reason why it is held or ignored, in words for a seller
 * @param write what goes into the CRM, null when nothing does
 * @param before the record's fields before the write
 * @param after the referral's fields
 * @param base what both sides will agree on
 * @param settled true when nothing is left open between the two sides
 */
public record Plan(
    Decision decision,
    @Nullable String reason,
    @Nullable RecordWrite write,
    Snapshot before,
    Snapshot after,
    Snapshot base,
    boolean settled) {

  /** True when nothing was agreed on: the deal is held or ignored. */
  boolean isOpen() {
    return decision == Decision.HOLD || decision == Decision.IGNORE;
  }

  /** What goes into the CRM; fails when nothing does, which is a mistake in a route. */
  public RecordWrite knownWrite() {
    return Objects.requireNonNull(write, "there is nothing to write in a plan of " + decision);
  }
}
