package dev.cosell.bridge.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What must hold within one row. Tolerates what the schema has refused already. */
final class FieldRules {

  /** What sellers see less of a synchronization without. */
  private static final Set<Role> DISPENSABLE = Set.of(Role.NAME, Role.LINK, Role.AUDIT);

  private static final Set<FieldType> WITH_MAX = Set.of(FieldType.TEXT, FieldType.SOLUTIONS);

  private final String place;
  private final JsonNode row;
  private final Mistakes mistakes;
  private final Optional<FieldType> type;

  FieldRules(String name, JsonNode row, Mistakes mistakes) {
    this.place = place(name);
    this.row = row;
    this.mistakes = mistakes;
    this.type = Word.find(FieldType.class, row.path("type").asText());
  }

  /** The JSON pointer of a field's row. */
  static String place(String name) {
    return "/fields/" + YamlTree.escape(name);
  }

  void check() {
    if (!row.isObject()) {
      return;
    }
    checkSource();
    checkExpression();
    checkPointer();
    checkColumn();
    checkDirections();
    checkRole();
    checkPresence();
    type.ifPresent(this::checkType);
  }

  private void checkSource() {
    boolean pointer = row.has("referral");
    boolean expression = row.has("expression");
    if (pointer && expression) {
      mistakes.add(place + "/expression", "'referral' and 'expression' exclude each other");
    }
    if (!pointer && !expression && !row.has("default") && !isRole(Role.AUDIT)) {
      mistakes.add(place, "no source for the value; allowed words: referral, expression, default");
    }
  }

  private void checkExpression() {
    if (!row.path("expression").isTextual()) {
      return;
    }
    try {
      Parser.compileString(row.get("expression").asText());
    } catch (JsltException e) {
      mistakes.add(
          place + "/expression",
          "this is not a JSLT expression: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
  }

  private void checkPointer() {
    if (!row.path("referral").isTextual()) {
      return;
    }
    String pointer = row.get("referral").asText();
    if (!pointer.startsWith("/")) {
      mistakes.add(
          place + "/referral", "'" + pointer + "' is not a JSON pointer; it starts with /");
    } else if (JsonPointer.compile(pointer).tail() == null || pointer.length() == 1) {
      mistakes.add(place + "/referral", "'" + pointer + "' names no field");
    }
  }

  private void checkColumn() {
    String column = row.path("crm").asText();
    int dot = column.indexOf('.');
    if (dot >= 0 && !Column.TABLES.contains(column.substring(0, dot))) {
      mistakes.add(
          place + "/crm",
          "unknown related table '" + column.substring(0, dot) + "'",
          Column.TABLES);
    }
    if (row.path("match").asBoolean() && !column.startsWith("account.")) {
      mistakes.add(
          place + "/match",
          "accounts are found by columns of the account, not by '" + column + "'");
    }
  }

  private void checkDirections() {
    Directions directions = Directions.read(row);
    String path = row.path("referral").asText();
    boolean update = directions.toPartnerCenter().include(Moment.UPDATE);
    if (!row.has("referral") && directions.toPartnerCenter() != Moments.NEVER) {
      mistakes.add(
          place + "/to-partner-center",
          "only a field with 'referral' can be sent to Partner Center",
          List.of("never"));
    } else if (update && !PatchWhitelist.allows(path)) {
      mistakes.add(
          place + "/to-partner-center",
          "Partner Center does not let '" + path + "' be changed after creation",
          List.of("create", "never"));
    }
  }

  private void checkRole() {
    Optional<Role> role = Word.find(Role.class, row.path("role").asText());
    if (role.isPresent() && type.isPresent() && role.get().type() != type.get()) {
      mistakes.add(
          place + "/type",
          "role '" + role.get().word() + "' does not fit type '" + type.get().word() + "'",
          List.of(role.get().type().word()));
    }
  }

  private void checkPresence() {
    Optional<Role> role = Word.find(Role.class, row.path("role").asText());
    if (row.path("optional").asBoolean()
        && role.filter(it -> !DISPENSABLE.contains(it)).isPresent()) {
      mistakes.add(
          place + "/optional",
          "without role '" + role.get().word() + "' nothing can be synchronized");
    }
    if (row.has("computed-when") && row.path("crm").asText().indexOf('.') >= 0) {
      mistakes.add(place + "/computed-when", "only columns of the record itself can be computed");
    }
  }

  private void checkType(FieldType known) {
    if (row.has("max") && !WITH_MAX.contains(known)) {
      mistakes.add(place + "/max", "'max' is for the types text and solutions only");
    }
    if (known == FieldType.TEAM && Directions.read(row).toCrm() != Moments.NEVER) {
      mistakes.add(
          place + (row.has("to-crm") ? "/to-crm" : ""),
          "a team cannot be written into a column of the CRM; say 'to-crm'",
          List.of("never"));
    }
    if (known == FieldType.STATUS && !row.path("referral").asText().equals("/status")) {
      mistakes.add(
          place + "/referral", "type status reads /status and /substatus", List.of("/status"));
    }
    new ValueRules(place, row, known, mistakes).check();
  }

  private boolean isRole(Role role) {
    return row.path("role").asText().equals(role.word());
  }
}
