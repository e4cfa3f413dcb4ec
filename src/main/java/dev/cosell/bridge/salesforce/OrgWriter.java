package dev.cosell.bridge.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.mapping.Column;
import dev.cosell.bridge.mapping.ColumnWrite;
import dev.cosell.bridge.mapping.FieldType;
import dev.cosell.bridge.run.RunLog;
import dev.cosell.bridge.salesforce.FieldFacts.Choice;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns column values into the fields of one object of the organisation. */
final class OrgWriter {

  private static final String STATE = "State";
  private static final String COUNTRY = "Country";
  private static final String CODE = "Code";

  private final OrgFacts facts;
  private final ObjectFacts object;
  private final RunLog log;
  private final ObjectNode fields = JsonNodeFactory.instance.objectNode();

  OrgWriter(OrgFacts facts, String object, RunLog log) {
    this.facts = facts;
    this.object = facts.object(object);
    this.log = log;
  }

  /**
   * The fields.
   *
   * @throws RemoteFailure when the organisation cannot hold one of the values
   */
  ObjectNode fields(List<ColumnWrite> writes) {
    // a state is understood within its country
    writes.stream().filter(it -> !isState(it.column())).forEach(this::add);
    writes.stream().filter(it -> isState(it.column())).forEach(this::addState);
    return fields;
  }

  private boolean isState(Column column) {
    return column.type() == FieldType.TEXT
        && column.name().endsWith(STATE)
        && object.has(column.name() + CODE);
  }

  private void add(ColumnWrite write) {
    Column column = write.column();
    switch (column.type()) {
      case CURRENCY -> addCurrency(write);
      case COUNTRY -> fields.set(OrgFields.field(object, column), write.value());
      case STATUS -> fields.put(column.name(), facts.stages().name(write.value().asText()));
      case BOOLEAN ->
          // a checkbox cannot be empty
          fields.set(column.name(), write.value().isNull() ? BooleanNode.FALSE : write.value());
      default -> addPlain(write);
    }
  }

  private void addPlain(ColumnWrite write) {
    String name = write.column().name();
    Optional<StreetLines> street = StreetLines.of(object, name);
    if (street.isEmpty()) {
      fields.set(name, write.value());
    } else {
      String field = street.get().field();
      fields.set(field, street.get().into(fields.path(field), write.value()));
    }
  }

  private void addCurrency(ColumnWrite write) {
    String code = write.value().asText("");
    FieldFacts field = object.field(write.column().name());
    if (code.isEmpty() || write.value().isNull()) {
      return;
    }
    if (field == null) {
      requireOnlyCurrency(code);
      return;
    }
    boolean isKnown =
        field.choices().isEmpty()
            || field.choices().stream().anyMatch(it -> it.isActive() && it.isCalled(code));
    if (!isKnown) {
      throw rejected(
          "the currency "
              + code
              + " is not set up in Salesforce; an administrator has to add it, then the change can"
              + " be resubmitted");
    }
    fields.put(field.name(), code);
  }

  /** An amount in another currency would be a wrong amount. */
  private void requireOnlyCurrency(String code) {
    String only = facts.currency();
    if (only == null) {
      log.step(
          "Salesforce keeps all amounts in one currency and does not tell which; set"
              + " cosell.salesforce.currency");
    } else if (!only.equals(code)) {
      throw rejected(
          "the deal is in "
              + code
              + ", but the currency of all amounts in Salesforce is "
              + only
              + ": its amount cannot be written");
    }
  }

  /** A state that the picklists do not know would have the whole row refused. */
  private void addState(ColumnWrite write) {
    Column column = write.column();
    if (write.value().isNull()) {
      fields.set(column.name() + CODE, write.value());
      return;
    }
    String text = write.value().asText();
    Optional<Choice> known = state(column.name(), text);
    known.ifPresentOrElse(
        choice -> fields.put(column.name() + CODE, choice.value()),
        () -> log.step("Salesforce has no state '" + text + "' in that country; it is left out"));
  }

  private Optional<Choice> state(String column, String text) {
    String countryCode = column.substring(0, column.length() - STATE.length()) + COUNTRY + CODE;
    FieldFacts countries = object.field(countryCode);
    FieldFacts states = Objects.requireNonNull(object.field(column + CODE));
    int place = countries == null ? -1 : place(countries, fields.get(countryCode));
    return states.choices().stream()
        .filter(it -> it.isActive() && it.isCalled(text))
        .filter(it -> it.isValidFor(place))
        .findFirst();
  }

  private static int place(FieldFacts countries, @Nullable JsonNode code) {
    List<String> codes = countries.choices().stream().map(Choice::value).toList();
    return code == null ? -1 : codes.indexOf(code.asText());
  }

  private static RemoteFailure rejected(String reason) {
    return new RemoteFailure(Kind.REJECTED, reason, null, null);
  }
}
