package dev.cosell.bridge.sandbox.dataverse;

import dev.cosell.bridge.sandbox.dataverse.Column.Trait;
import dev.cosell.bridge.sandbox.dataverse.Row.Reference;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Creates, updates and deletes rows by the platform's rules. */
final class RowWriter {

  private static final String CURRENCY = "transactioncurrencyid";

  /** The column by which duplicate detection recognises a row, by table. */
  private static final Map<String, String> DUPLICATE_RULES =
      Map.of("account", "name", "contact", "emailaddress1", "lead", "emailaddress1");

  private final Organization organization;

  RowWriter(Organization organization) {
    this.organization = organization;
  }

  /**
   * Who writes, and how strictly.
   *
   * @param user the system user that modifiedby will show
   * @param forced true: states may be set freely and closed rows be edited
   * @param checksDuplicates true: duplicate detection was asked for
   */
  record Author(UUID user, boolean forced, boolean checksDuplicates) {

    static Author seller(boolean forced) {
      return new Author(Users.SELLER, forced, false);
    }
  }

  Row create(Table table, UUID id, Changes changes, Author author) {
    if (!author.forced()) {
      StateRules.refuseAtCreation(changes);
    }
    Map<String, Object> values = changes.appliedTo(defaults(table, id, author));
    values.put(table.idColumn(), id);
    requireFilled(table, values);
    return put(table, id, Map.of(), values, author);
  }

  Row update(Table table, Row row, Changes asked, Author author) {
    Changes changes = withoutId(table, row, asked);
    Map<String, Object> values = new HashMap<>(changes.appliedTo(row.values()));
    if (!author.forced()) {
      StateRules.decided(row, changes).ifPresent(values::putAll);
    } else {
      StateRules.completed(row, changes).ifPresent(values::putAll);
    }
    requireFilled(table, values);
    return put(table, row.id(), row.values(), values, author);
  }

  /** Sets columns that no body can set, past every rule: what actions do. */
  Row set(Table table, Row row, Map<String, Object> values, Author author) {
    return update(table, row, Changes.of(values), new Author(author.user(), true, false));
  }

  private static Changes withoutId(Table table, Row row, Changes changes) {
    boolean other = changes.value(table.idColumn()).filter(id -> !id.equals(row.id())).isPresent();
    if (other) {
      throw DataverseError.invalid("The primary key of a row cannot be changed.");
    }
    return changes.without(table.idColumn());
  }

  private Row put(
      Table table, UUID id, Map<String, Object> before, Map<String, Object> values, Author author) {
    keepComputed(before, values);
    if (table.has("firstname")) {
      nameFully(values);
    }
    requireUniqueKeys(table, id, values);
    if (author.checksDuplicates()) {
      refuseDuplicate(table, id, values);
    }
    if (table.has("modifiedon")) {
      values.put("modifiedon", organization.now());
    }
    if (table.has("modifiedby")) {
      values.put("modifiedby", new Reference("systemuser", author.user()));
    }
    if (table.has("owninguser")) {
      values.put("owninguser", Objects.requireNonNull(values.get("ownerid"), "an owner"));
    }
    return organization.rows().put(table.logicalName(), id, values);
  }

  private Map<String, Object> defaults(Table table, UUID id, Author author) {
    Map<String, Object> values = new HashMap<>();
    values.put(table.idColumn(), id);
    table.columns().values().stream()
        .filter(column -> column.type() == ColumnType.BOOLEAN)
        .forEach(column -> values.put(column.name(), false));
    if (table.has(StateRules.STATE)) {
      values.putAll(StateRules.atCreation(table.logicalName()));
    }
    if (table.has(CURRENCY) && !table.logicalName().equals("transactioncurrency")) {
      values.put(CURRENCY, organization.baseCurrency());
    }
    if (table.has("createdon")) {
      values.put("createdon", organization.now());
    }
    if (table.has("createdby")) {
      values.put("createdby", new Reference("systemuser", author.user()));
    }
    if (table.has("ownerid")) {
      values.put("ownerid", new Reference("systemuser", author.user()));
    }
    return values;
  }

  private static void requireFilled(Table table, Map<String, Object> values) {
    table.columns().values().stream()
        .filter(column -> column.is(Trait.REQUIRED) && !values.containsKey(column.name()))
        .findFirst()
        .ifPresent(
            column -> {
              throw DataverseError.invalid(
                  "'%s' of '%s' is required.".formatted(column.name(), table.logicalName()));
            });
  }

  /** A value that the system computes silently wins over one that was sent. */
  private static void keepComputed(Map<String, Object> before, Map<String, Object> values) {
    if (Boolean.TRUE.equals(values.get("isrevenuesystemcalculated"))) {
      values.remove("estimatedvalue");
      Optional.ofNullable(before.get("estimatedvalue"))
          .ifPresent(computed -> values.put("estimatedvalue", computed));
    }
  }

  private static void nameFully(Map<String, Object> values) {
    String fullName =
        Stream.of("firstname", "lastname")
            .flatMap(part -> Optional.ofNullable(values.get(part)).stream())
            .map(String::valueOf)
            .collect(Collectors.joining(" "));
    values.remove("fullname");
    if (!fullName.isEmpty()) {
      values.put("fullname", fullName);
    }
  }

  private void requireUniqueKeys(Table table, UUID id, Map<String, Object> values) {
    for (String key : organization.keysOf(table)) {
      if (isTaken(table, key, id, values)) {
        throw new DataverseError(
            412,
            DataverseError.KEY_TAKEN,
            "Entity Key %s violated. A record with the same value for %s already exists. A duplicate record cannot be created."
                .formatted(key, key));
      }
    }
  }

  private void refuseDuplicate(Table table, UUID id, Map<String, Object> values) {
    int status = organization.settings().duplicateStatus();
    Optional<String> rule = Optional.ofNullable(DUPLICATE_RULES.get(table.logicalName()));
    if (status > 0 && rule.filter(column -> isTaken(table, column, id, values)).isPresent()) {
      throw new DataverseError(
          status,
          DataverseError.DUPLICATE,
          "A record was not created or updated because a duplicate of the current record already exists.");
    }
  }

  private boolean isTaken(Table table, String column, UUID id, Map<String, Object> values) {
    return Optional.ofNullable(values.get(column)).stream()
        .flatMap(value -> organization.withValue(table, column, value))
        .anyMatch(other -> !other.id().equals(id));
  }
}
