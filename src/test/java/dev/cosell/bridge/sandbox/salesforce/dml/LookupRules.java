package dev.cosell.bridge.sandbox.salesforce.dml;

import dev.cosell.bridge.sandbox.salesforce.record.Row;
import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;
import dev.cosell.bridge.sandbox.salesforce.setup.Field;
import dev.cosell.bridge.sandbox.salesforce.setup.Lookup;
import java.util.Optional;

/** Ids that were written point to rows that are there, of the right kind. */
final class LookupRules implements SaveRule {

  @Override
  public void apply(Save save) {
    save.type().fields().stream()
        .filter(field -> field.lookup().isPresent() && save.changes().touch(field.name()))
        .forEach(field -> check(save, field));
  }

  private static void check(Save save, Field field) {
    Optional<Object> id = save.changes().value(field.name());
    if (id.isEmpty()) {
      return;
    }
    String text = id.get().toString();
    Lookup lookup = field.lookup().orElseThrow();
    boolean rightKind =
        lookup.sObjects().stream()
            .flatMap(name -> save.organization().schema().type(name).stream())
            .anyMatch(type -> text.startsWith(type.keyPrefix()));
    if (!rightKind) {
      throw FieldValues.malformedId(field, text);
    }
    Row row =
        save.organization()
            .pointedTo(text)
            .orElseThrow(
                () ->
                    SalesforceError.save(
                        "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id"));
    if (row.deleted()) {
      throw SalesforceError.save("ENTITY_IS_DELETED", "entity is deleted");
    }
  }
}
