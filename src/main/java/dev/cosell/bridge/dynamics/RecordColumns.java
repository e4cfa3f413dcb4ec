package dev.cosell.bridge.dynamics;

import dev.cosell.bridge.mapping.Column;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.FieldType;
import dev.cosell.bridge.sync.Mappings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.olingo.commons.api.edm.Edm;
import org.apache.olingo.commons.api.edm.EdmEntityType;
import org.apache.olingo.commons.api.edm.EdmPrimitiveTypeKind;
import org.apache.olingo.commons.api.edm.FullQualifiedName;

/** Which columns are read, and as what: the field mapping decides. */
final class RecordColumns {

  private static final String NAMESPACE = "Microsoft.Dynamics.CRM";

  private RecordColumns() {}

  /** The columns that a read of the record selects. */
  static String[] selected(FieldMapping mapping) {
    Set<String> names = new LinkedHashSet<>();
    names.add(RecordTable.of(mapping.entity()).id());
    names.add("modifiedon");
    mapping.columns().stream()
        .filter(column -> column.table() == null)
        .filter(column -> column.type() != FieldType.TEAM)
        .map(RecordColumns::selected)
        .forEach(names::add);
    names.addAll(RecordTable.of(mapping.entity()).lookups());
    return names.toArray(String[]::new);
  }

  /** A lookup is read under another name than it is written. */
  static String selected(Column column) {
    return column.type() == FieldType.CURRENCY ? "_" + column.name() + "_value" : column.name();
  }

  /** The columns of the mappings that the bundled model does not know. */
  static List<DataverseColumn> additional(Mappings mappings) {
    Edm bundled = DataverseModel.with(List.of());
    List<DataverseColumn> additional = new ArrayList<>();
    for (FieldMapping mapping : List.of(mappings.opportunity(), mappings.lead())) {
      for (Column column : mapping.columns()) {
        String entity = Objects.requireNonNullElse(column.table(), mapping.entity());
        if (column.type() != FieldType.TEAM && !isKnown(bundled, entity, selected(column))) {
          additional.add(new DataverseColumn(entity, selected(column), type(column)));
        }
      }
    }
    return additional;
  }

  private static boolean isKnown(Edm model, String entity, String column) {
    EdmEntityType type = model.getEntityType(new FullQualifiedName(NAMESPACE, entity));
    return type != null && type.getProperty(column) != null;
  }

  private static EdmPrimitiveTypeKind type(Column column) {
    return switch (column.type()) {
      case MONEY, NUMBER -> EdmPrimitiveTypeKind.Decimal;
      case DATE -> EdmPrimitiveTypeKind.Date;
      case DATETIME -> EdmPrimitiveTypeKind.DateTimeOffset;
      case BOOLEAN -> EdmPrimitiveTypeKind.Boolean;
      case CHOICE, STATUS -> EdmPrimitiveTypeKind.Int32;
      case CURRENCY -> EdmPrimitiveTypeKind.Guid;
      default -> EdmPrimitiveTypeKind.String;
    };
  }
}
