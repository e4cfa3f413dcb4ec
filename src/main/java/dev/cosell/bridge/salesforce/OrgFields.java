package dev.cosell.bridge.salesforce;

import dev.cosell.bridge.mapping.Column;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.FieldType;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which fields of the organisation stand for the columns of a mapping: the currency where records
 * have one, and the code of a country where the organisation keeps countries in a picklist.
 */
final class OrgFields {

  static final String ID = "Id";
  static final String MODSTAMP = "SystemModstamp";
  static final String CONTACT = "ContactId";
  static final String ACCOUNT = "AccountId";
  static final String OWNER = "OwnerId";
  static final String MODIFIED_BY = "LastModifiedById";

  private static final List<String> OF_OPPORTUNITY =
      List.of("IsClosed", "IsWon", ACCOUNT, CONTACT, OWNER, MODIFIED_BY);
  private static final List<String> OF_LEAD =
      List.of("IsConverted", "ConvertedOpportunityId", OWNER, MODIFIED_BY);

  private OrgFields() {}

  /** The fields that a read of a record selects, always in the same order. */
  static List<String> ofRecord(FieldMapping mapping, OrgFacts facts) {
    ObjectFacts object = facts.object(OrgFacts.objectOf(mapping.entity()));
    Set<String> names = new LinkedHashSet<>(List.of(ID, MODSTAMP));
    names.addAll(
        fields(
            object,
            mapping.columns().stream()
                .filter(column -> column.table() == null && column.type() != FieldType.TEAM)
                .toList()));
    ("lead".equals(mapping.entity()) ? OF_LEAD : OF_OPPORTUNITY)
        .stream().filter(object::has).forEach(names::add);
    return List.copyOf(names);
  }

  /** The fields of the account or the contact that the mapping wants. */
  static List<String> ofRelated(FieldMapping mapping, OrgFacts facts, String table) {
    return fields(
        facts.object(OrgFacts.objectOf(table)),
        mapping.columns().stream().filter(column -> table.equals(column.table())).toList());
  }

  private static List<String> fields(ObjectFacts object, Collection<Column> columns) {
    return columns.stream()
        .map(column -> field(object, column))
        .filter(object::has)
        .distinct()
        .toList();
  }

  /** The field that holds a column's value. */
  static String field(ObjectFacts object, Column column) {
    String code = column.name() + "Code";
    if (column.type() == FieldType.COUNTRY && object.has(code)) {
      return code;
    }
    return StreetLines.of(object, column.name()).map(StreetLines::field).orElse(column.name());
  }
}
