package dev.cosell.bridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns normal forms into one JSON Patch document for a referral that exists. */
final class ReferralWriter {

  private static final String CONSENT = "/consent/consentToShareReferralWithMicrosoftSellers";

  private final JsonNode referral;
  private final Snapshot before;
  private final List<PatchOperation> operations = new ArrayList<>();
  private final List<PatchOperation> status = new ArrayList<>();
  private final Set<String> unwritable = new LinkedHashSet<>();

  /**
   * Begins a document.
   *
   * @param referral the referral as it is
   * @param before what it says, as far as the CRM can hold it
   */
  ReferralWriter(JsonNode referral, Snapshot before) {
    this.referral = referral;
    this.before = before;
  }

  /** The document, the status behind everything else: a closed deal takes nothing more. */
  ReferralChanges changes() {
    operations.addAll(status);
    return new ReferralChanges(operations, unwritable);
  }

  /** Adds one field. One that cannot be changed after creation is passed over. */
  void write(MappedField field, JsonNode value) {
    Optional<String> path = field.path().filter(PatchWhitelist::allows);
    if (path.isEmpty() || !field.toPartnerCenter().include(Moment.UPDATE)) {
      return;
    }
    Optional<List<PatchOperation>> written =
        switch (field.type()) {
          case STATUS -> StatusMove.operations(referral, value);
          case SOLUTIONS, TEAM -> list(field, path.get(), value);
          default -> plain(field, path.get(), value);
        };
    if (written.isEmpty()) {
      unwritable.add(field.name());
    } else {
      (field.type() == FieldType.STATUS ? status : operations).addAll(written.get());
    }
  }

  private Optional<List<PatchOperation>> plain(MappedField field, String path, JsonNode value) {
    boolean takenBack = path.equals(CONSENT) && referral.at(path).asBoolean() && !value.asBoolean();
    return takenBack
        ? Optional.empty()
        : PatchWriter.patch(field, value, Moment.UPDATE).map(List::of);
  }

  private Optional<List<PatchOperation>> list(MappedField field, String path, JsonNode value) {
    JsonNode seen = before.get(field.name());
    ListEdit edit =
        field.type() == FieldType.TEAM
            ? ListEdit.ofTeam(referral.at(path), seen, value)
            : ListEdit.ofSolutions(referral.at(path), seen, value);
    return edit.operations(path);
  }
}
