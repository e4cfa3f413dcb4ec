package dev.cosell.bridge.sandbox.salesforce.dml;

import dev.cosell.bridge.sandbox.salesforce.record.RecordId;
import dev.cosell.bridge.sandbox.salesforce.record.Row;
import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;
import dev.cosell.bridge.sandbox.salesforce.setup.Field;
import dev.cosell.bridge.sandbox.salesforce.setup.Trait;

/** No two rows share a value of a unique field; the refusal tells a 15-character id. */
final class UniqueValues implements SaveRule {

  @Override
  public void apply(Save save) {
    save.type().fields().stream()
        .filter(field -> field.is(Trait.UNIQUE) && save.value(field.name()).isPresent())
        .forEach(field -> refuseTaken(save, field));
  }

  private static void refuseTaken(Save save, Field field) {
    save.organization().withText(save.type(), field.name(), save.text(field.name())).stream()
        .filter(row -> !row.id().equals(save.id()))
        .filter(row -> isSame(save, field, row))
        .findFirst()
        .ifPresent(row -> refuse(field, row));
  }

  private static boolean isSame(Save save, Field field, Row row) {
    return !field.is(Trait.CASE_SENSITIVE)
        || row.text(field.name()).equals(save.text(field.name()));
  }

  private static void refuse(Field field, Row row) {
    String id = RecordId.parse(row.id()).orElseThrow().shortForm();
    throw SalesforceError.save(
        "DUPLICATE_VALUE",
        "duplicate value found: %s duplicates value on record with id: %s"
            .formatted(field.name(), id));
  }
}
