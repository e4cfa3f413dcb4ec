package dev.cosell.bridge.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.FieldType;
import dev.cosell.bridge.mapping.MappedField;
import dev.cosell.bridge.mapping.Snapshot;

/**
 * The last state that both sides agreed on. For most fields it is one value. Where both sides are
 * known to differ and nothing is to be done about it (the value of Partner Center lost a conflict,
 * or the field does not travel) each side has a base of its own, so that either side's next edit is
 * seen.
 */
final class Base {

  /** Before a field's name: what Partner Center held, where that is not what the CRM held. */
  private static final String PARTNER_CENTER = "partner-center ";

  /** Stands for "empty", which a snapshot cannot hold; no field's normal form is an empty list. */
  private static final JsonNode EMPTY = JsonNodeFactory.instance.arrayNode();

  private Base() {}

  /** What the CRM held. */
  static JsonNode ofRecord(Snapshot base, String field) {
    return base.get(field);
  }

  /** What Partner Center held. */
  static JsonNode ofReferral(Snapshot base, String field) {
    JsonNode apart = base.get(PARTNER_CENTER + field);
    if (apart.isNull()) {
      return base.get(field);
    }
    return apart.equals(EMPTY) ? NullNode.instance : apart;
  }

  /**
   * What the record says. A currency that it does not tell is the agreed one: all amounts of that
   * CRM are in one currency.
   */
  static Snapshot told(Snapshot record, Snapshot base, FieldMapping mapping) {
    return mapping.fields().stream()
        .filter(field -> field.type() == FieldType.CURRENCY)
        .map(MappedField::name)
        .filter(field -> record.get(field).isNull())
        .findFirst()
        .map(field -> record.with(field, ofRecord(base, field)))
        .orElse(record);
  }

  /** The base with what both sides hold now. */
  static Snapshot with(Snapshot base, String field, JsonNode referral, JsonNode record) {
    JsonNode apart = referral.isNull() ? EMPTY : referral;
    return base.with(field, record)
        .with(PARTNER_CENTER + field, referral.equals(record) ? NullNode.instance : apart);
  }

  /** The base, with one field as it was in another base. */
  static Snapshot restored(Snapshot base, String field, Snapshot from) {
    return base.with(field, from.get(field))
        .with(PARTNER_CENTER + field, from.get(PARTNER_CENTER + field));
  }
}
