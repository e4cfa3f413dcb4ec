package dev.cosell.bridge.sync;

import dev.cosell.bridge.mapping.DealStage;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.FieldType;
import dev.cosell.bridge.mapping.MappedField;
import dev.cosell.bridge.mapping.Moment;
import dev.cosell.bridge.mapping.Role;
import dev.cosell.bridge.mapping.Snapshot;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which fields of a mapping both sides hold, in columns of the record itself. */
final class ComparedFields {

  private static final String HELP = "/inviteContext/assistanceRequestCode";

  private ComparedFields() {}

  static List<MappedField> of(FieldMapping mapping) {
    return mapping.fields().stream()
        .filter(MappedField::isCompared)
        .filter(field -> field.column().table() == null)
        .filter(
            field ->
                field.type() != FieldType.TEAM || field.toPartnerCenter().include(Moment.UPDATE))
        .filter(field -> field.role() != Role.EXTERNAL_REFERENCE)
        .toList();
  }

  /** The name of the field that tells where the deal stands. */
  static String status(FieldMapping mapping) {
    return mapping.field(Role.STATUS).name();
  }

  /** The field by which a seller asks for Microsoft's help, null when the mapping has none. */
  static @Nullable MappedField help(FieldMapping mapping) {
    return mapping.fields().stream()
        .filter(field -> field.path().filter(HELP::equals).isPresent())
        .findFirst()
        .orElse(null);
  }

  /** Where the deal stands, null when the snapshot does not tell. */
  static @Nullable DealStage stage(FieldMapping mapping, Snapshot snapshot) {
    String word = snapshot.get(status(mapping)).asText();
    return Arrays.stream(DealStage.values())
        .filter(stage -> stage.word().equals(word))
        .findFirst()
        .orElse(null);
  }

  /** Whether the CRM lets nobody change the record. */
  static boolean isReadOnly(FieldMapping mapping, Snapshot record, CrmTraits crm) {
    DealStage stage = stage(mapping, record);
    return stage != null && crm.isReadOnly(mapping.entity(), stage);
  }

  /** Whether the deal is won or lost in the CRM. */
  static boolean isClosed(FieldMapping mapping, Snapshot record) {
    DealStage stage = stage(mapping, record);
    return stage == DealStage.WON || stage == DealStage.LOST;
  }
}
