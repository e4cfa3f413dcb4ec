package dev.cosell.bridge.sync;

import dev.cosell.bridge.mapping.PatchOperation;
import dev.cosell.bridge.run.RunDetail.FieldChange;
import java.util.List;

/**
 * What has to be sent to Partner Center.
 *
 * @param operations JSON Patch
 * @param changes the fields that they change, for the run
 */
public record ReferralWrite(List<PatchOperation> operations, List<FieldChange> changes) {

  /** Copies the lists. */
  public ReferralWrite {
    operations = List.copyOf(operations);
    changes = List.copyOf(changes);
  }

  /** The names of the fields. */
  List<String> fields() {
    return changes.stream().map(FieldChange::field).toList();
  }
}
