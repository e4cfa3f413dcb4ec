package dev.cosell.bridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What must hold between the rows of a file, which no schema can say. */
final class MappingRules {

  private final JsonNode fields;
  private final Mistakes mistakes;

  MappingRules(YamlFile file) {
    this.fields = file.content().path("fields");
    this.mistakes = file.mistakes();
  }

  void check() {
    fields.properties().forEach(it -> new FieldRules(it.getKey(), it.getValue(), mistakes).check());
    checkColumns();
    checkRoles();
    checkCurrency();
    checkAccountMatch();
  }

  private void checkColumns() {
    Map<String, String> owners = new HashMap<>();
    fields
        .properties()
        .forEach(
            row -> {
              for (String column : columns(row.getValue())) {
                String owner = owners.putIfAbsent(column, row.getKey());
                if (owner != null) {
                  mistakes.add(
                      FieldRules.place(row.getKey()) + "/crm",
                      "column '" + column + "' is already mapped by '" + owner + "'");
                }
              }
            });
  }

  /** The columns of a row: its own, and those that its status values name. */
  private static Set<String> columns(JsonNode row) {
    Set<String> columns = new LinkedHashSet<>();
    if (row.has("crm")) {
      columns.add(row.get("crm").asText());
    }
    row.path("values").forEach(target -> target.fieldNames().forEachRemaining(columns::add));
    return columns;
  }

  private void checkRoles() {
    Set<Role> missing = EnumSet.allOf(Role.class);
    fields
        .properties()
        .forEach(
            row ->
                Word.find(Role.class, row.getValue().path("role").asText())
                    .filter(role -> !missing.remove(role))
                    .ifPresent(
                        role ->
                            mistakes.add(
                                FieldRules.place(row.getKey()) + "/role",
                                "role '" + role.word() + "' is already given to another field")));
    for (Role role : missing) {
      mistakes.add("/fields", "no field has 'role: " + role.word() + "'");
    }
  }

  private void checkCurrency() {
    int seen = 0;
    for (Map.Entry<String, JsonNode> row : fields.properties()) {
      if (row.getValue().path("type").asText().equals(FieldType.CURRENCY.word()) && ++seen > 1) {
        mistakes.add(
            FieldRules.place(row.getKey()) + "/type",
            "a second currency; all amounts of a record are in one");
      }
    }
  }

  private void checkAccountMatch() {
    Predicate<JsonNode> ofAccount = row -> row.path("crm").asText().startsWith("account.");
    if (any(ofAccount) && !any(ofAccount.and(row -> row.path("match").asBoolean()))) {
      mistakes.add(
          "/fields",
          "columns of the account are mapped, but none has 'match: true' to find the account by");
    }
  }

  private boolean any(Predicate<JsonNode> condition) {
    return fields.properties().stream().anyMatch(row -> condition.test(row.getValue()));
  }
}
