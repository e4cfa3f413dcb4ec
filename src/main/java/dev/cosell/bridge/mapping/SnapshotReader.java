package dev.cosell.bridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.JsltException;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings both sides into the normal form. */
final class SnapshotReader {

  /** The scale of amounts whose currency nobody knows. */
  private static final int USUAL_SCALE = 2;

  private final List<MappedField> fields;

  SnapshotReader(List<MappedField> fields) {
    this.fields = fields.stream().filter(MappedField::isCompared).toList();
  }

  Snapshot ofReferral(JsonNode referral) {
    return snapshot(referral, SnapshotReader::ofReferral);
  }

  Snapshot ofRecord(JsonNode row) {
    return snapshot(row, SnapshotReader::ofRecord);
  }

  /** The whole text or list of a referral's field, as it would be if the column had room for it. */
  JsonNode uncut(MappedField field, JsonNode referral) {
    return NormalForm.of(field, raw(field, referral), USUAL_SCALE, Integer.MAX_VALUE);
  }

  /** Whether the column has no room for the whole text or list of a referral's field. */
  boolean isCut(MappedField field, JsonNode referral) {
    return field.max() != null
        && !uncut(field, referral).equals(NormalForm.of(field, raw(field, referral), USUAL_SCALE));
  }

  private Snapshot snapshot(JsonNode side, Reading reading) {
    int scale = moneyScale(side, reading);
    Map<String, JsonNode> values = new LinkedHashMap<>();
    fields.forEach(it -> values.put(it.name(), reading.read(it, side, scale)));
    return Snapshot.of(values);
  }

  private int moneyScale(JsonNode side, Reading reading) {
    return fields.stream()
        .filter(it -> it.type() == FieldType.CURRENCY)
        .findFirst()
        .flatMap(it -> currency(reading.read(it, side, USUAL_SCALE).asText()))
        .map(Currency::getDefaultFractionDigits)
        .filter(it -> it >= 0)
        .orElse(USUAL_SCALE);
  }

  private static Optional<Currency> currency(String code) {
    try {
      return Optional.of(Currency.getInstance(code));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static JsonNode ofReferral(MappedField field, JsonNode referral, int moneyScale) {
    JsonNode normal = NormalForm.of(field, raw(field, referral), moneyScale);
    JsonNode constant = field.source().constant();
    return constant != null && !isUsable(field, normal)
        ? NormalForm.of(field, constant, moneyScale)
        : normal;
  }

  /** A column with a default may be one that the CRM demands: then nonsense is no value, either. */
  private static boolean isUsable(MappedField field, JsonNode normal) {
    return switch (field.type()) {
      case DATE, DATETIME -> NormalDate.instant(normal.asText("")).isPresent();
      case BOOLEAN -> normal.isBoolean();
      case MONEY, NUMBER -> normal.isNumber();
      default -> !normal.isNull();
    };
  }

  private static JsonNode raw(MappedField field, JsonNode referral) {
    if (field.type() == FieldType.STATUS) {
      String status = referral.path("status").asText("");
      return DealStage.of(status, referral.path("substatus").asText(""))
          .map(it -> TextNode.valueOf(it.word()))
          .orElseGet(() -> TextNode.valueOf(status.equals("None") ? "" : status));
    }
    try {
      return field.source().in(referral);
    } catch (JsltException e) {
      throw new MappingException(
          "The expression of field '"
              + field.name()
              + "' fails for referral "
              + referral.path("id").asText()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private static JsonNode ofRecord(MappedField field, JsonNode row, int moneyScale) {
    if (field.type() == FieldType.STATUS) {
      return new StatusColumns(field).stage(row);
    }
    JsonNode raw = field.column().in(row);
    boolean stored = field.type() == FieldType.CHOICE && !raw.isNull() && !raw.isMissingNode();
    Optional<String> word = stored ? field.values().word(raw) : Optional.empty();
    return NormalForm.of(field, word.<JsonNode>map(TextNode::valueOf).orElse(raw), moneyScale);
  }

  /**
   * How one side's value of a field comes into normal form, for amounts with so many decimal
   * places.
   */
  private interface Reading {
    JsonNode read(MappedField field, JsonNode side, int moneyScale);
  }
}
