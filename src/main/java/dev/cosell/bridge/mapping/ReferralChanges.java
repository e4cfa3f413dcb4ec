package dev.cosell.bridge.mapping;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What to send to Partner Center so that a referral takes over values of its record.
 *
 * @param operations one JSON Patch document, in the order of the mapping, the status last; empty
 *     when there is nothing to send
 * @param unwritable fields whose values Partner Center does not take: an emptied amount, the last
 *     solution removed, a status that the deal cannot come to
 */
public record ReferralChanges(List<PatchOperation> operations, Set<String> unwritable) {

  /** Copies both. */
  public ReferralChanges {
    operations = List.copyOf(operations);
    unwritable = Collections.unmodifiableSet(new LinkedHashSet<>(unwritable));
  }
}
