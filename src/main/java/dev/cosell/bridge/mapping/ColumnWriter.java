package dev.cosell.bridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cosell.bridge.mapping.MappingProblem.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns normal forms into columns of the CRM, for one write. */
final class ColumnWriter {

  private final JsonNode referral;
  private final Moment moment;
  private final SnapshotReader reader;
  private final List<ColumnWrite> columns = new ArrayList<>();
  private final List<MappingProblem> problems = new ArrayList<>();

  ColumnWriter(JsonNode referral, Moment moment, SnapshotReader reader) {
    this.referral = referral;
    this.moment = moment;
    this.reader = reader;
  }

  ColumnWrites writes() {
    return new ColumnWrites(columns, problems);
  }

  void write(MappedField field, JsonNode value) {
    if (value.isNull()) {
      empty(field);
    } else if (field.type() == FieldType.STATUS) {
      status(field, value.asText());
    } else {
      form(field, value)
          .ifPresentOrElse(
              it -> add(field, field.column(), it), () -> leftOut(field, value.asText()));
      noteIfShortened(field, value);
    }
  }

  /** A new row is empty anyway; a status, and the currency of a row's amounts, cannot be. */
  private void empty(MappedField field) {
    boolean demanded = field.type() == FieldType.STATUS || field.type() == FieldType.CURRENCY;
    if (moment == Moment.UPDATE && !demanded) {
      add(field, field.column(), NullNode.instance);
    }
  }

  private void status(MappedField field, String stage) {
    Optional<Map<String, JsonNode>> row = new StatusColumns(field).write(referral, stage);
    if (row.isEmpty()) {
      leftOut(field, referral.path("status").asText() + "/" + referral.path("substatus").asText());
    } else {
      row.get().forEach((name, target) -> add(field, field.column().sibling(name), target));
    }
  }

  /** The CRM's form; empty when the value is nothing that the column could hold. */
  private static Optional<JsonNode> form(MappedField field, JsonNode value) {
    return switch (field.type()) {
      case TEXT, IDENTIFIER, CURRENCY -> Optional.of(value);
      case COUNTRY -> Optional.of(value).filter(it -> it.asText().matches("[A-Za-z]{2}"));
      case MONEY, NUMBER -> Optional.of(value).filter(JsonNode::isNumber);
      case BOOLEAN -> Optional.of(value).filter(JsonNode::isBoolean);
      case DATE, DATETIME ->
          Optional.of(value).filter(it -> NormalDate.instant(it.asText()).isPresent());
      case CHOICE ->
          Optional.of(field.values().target(value.asText())).filter(it -> !it.isMissingNode());
      case SOLUTIONS -> Optional.of(TextNode.valueOf(NormalList.text(value)));
      case STATUS, TEAM -> Optional.empty();
    };
  }

  private void noteIfShortened(MappedField field, JsonNode value) {
    JsonNode whole = field.max() == null ? value : reader.uncut(field, referral);
    boolean fromReferral = NormalForm.of(field, whole, 0).equals(value);
    if (!whole.equals(value) && fromReferral) {
      problems.add(
          new MappingProblem(
              field.name(),
              Effect.SHORTENED,
              "The CRM holds only %d characters for the %s; the rest is in Partner Center alone."
                  .formatted(field.limit(), field.label())));
    }
  }

  private void leftOut(MappedField field, String value) {
    problems.add(
        new MappingProblem(
            field.name(),
            Effect.LEFT_OUT,
            "Partner Center says '%s' for the %s, which the CRM has no value for; the field was left as it is."
                .formatted(value, field.label())));
  }

  private void add(MappedField field, Column column, JsonNode value) {
    columns.add(new ColumnWrite(field.name(), column, value));
  }
}
