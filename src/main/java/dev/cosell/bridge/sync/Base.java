package dev.cosell.bridge.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.FieldType;
import dev.cosell.bridge.mapping.MappedField;
import dev.cosell.bridge.mapping.Snapshot;
import java.math.BigDecimal;
import java.math.RoundingMode;

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
   * CRM are in one currency. So is an amount of which it has no room for all decimal places.
   */
  static Snapshot told(Snapshot record, Snapshot base, FieldMapping mapping, CrmTraits crm) {
    Snapshot told = record;
    for (MappedField field : mapping.fields()) {
      JsonNode agreed = ofRecord(base, field.name());
      if (isUntold(field.type(), record.get(field.name()), agreed, crm)) {
        told = told.with(field.name(), agreed);
      }
    }
    return told;
  }

  private static boolean isUntold(FieldType type, JsonNode here, JsonNode agreed, CrmTraits crm) {
    return switch (type) {
      case CURRENCY -> here.isNull();
      case MONEY ->
          here.isNumber() && agreed.isNumber() && isRounded(here, agreed, crm.amountPlaces());
      default -> false;
    };
  }

  private static boolean isRounded(JsonNode here, JsonNode agreed, int places) {
    BigDecimal rounded = agreed.decimalValue().setScale(places, RoundingMode.HALF_UP);
    return here.decimalValue().compareTo(rounded) == 0;
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
