package dev.cosell.bridge.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the Web API takes as the definition of a column or key, after the examples of "Create and
 * update column definitions using the Web API" and the reference of the metadata types.
 */
final class ColumnRules {

  private static final Set<String> COMMON =
      Set.of(
          "@odata.type",
          "AttributeType",
          "AttributeTypeName",
          "SchemaName",
          "DisplayName",
          "Description",
          "RequiredLevel");

  private static final Map<String, Set<String>> OWN =
      Map.of(
          "String", Set.of("FormatName", "MaxLength"),
          "Memo", Set.of("Format", "ImeMode", "MaxLength"),
          "Boolean", Set.of("DefaultValue", "OptionSet"),
          "Picklist", Set.of("OptionSet"));

  private static final Map<String, Integer> LONGEST = Map.of("String", 4000, "Memo", 1_048_576);

  private final List<String> problems = new ArrayList<>();
  private final int language;

  private ColumnRules(int language) {
    this.language = language;
  }

  /** What is wrong with a column's definition, in an environment of one language. */
  static List<String> problemsOfColumn(JsonNode body, int language) {
    ColumnRules rules = new ColumnRules(language);
    rules.column(body);
    return rules.problems;
  }

  /** What is wrong with a key's definition. */
  static List<String> problemsOfKey(JsonNode body, int language) {
    ColumnRules rules = new ColumnRules(language);
    rules.properties(body, Set.of("@odata.type", "SchemaName", "DisplayName", "KeyAttributes"));
    rules.says(body, "@odata.type", "Microsoft.Dynamics.CRM.EntityKeyMetadata");
    rules.schemaName(body);
    rules.label(body.path("DisplayName"));
    return rules.problems;
  }

  private void column(JsonNode body) {
    String type = body.path("AttributeType").asText();
    Set<String> properties = new HashSet<>(OWN.getOrDefault(type, Set.of()));
    properties.addAll(COMMON);
    properties(body, properties);
    says(body, "@odata.type", "Microsoft.Dynamics.CRM." + type + "AttributeMetadata");
    says(body.path("AttributeTypeName"), "Value", type + "Type");
    says(body.path("RequiredLevel"), "Value", "None");
    schemaName(body);
    label(body.path("DisplayName"));
    label(body.path("Description"));
    if (LONGEST.containsKey(type)) {
      length(body.path("MaxLength"), LONGEST.get(type));
    }
    switch (type) {
      case "String" -> oneOf(body.path("FormatName").path("Value"), Set.of("Text", "Url"));
      case "Memo" -> oneOf(body.path("Format"), Set.of("TextArea"));
      case "Boolean" -> booleanOptions(body);
      case "Picklist" -> options(body.path("OptionSet"));
      default -> problems.add("unknown AttributeType " + type);
    }
  }

  private void booleanOptions(JsonNode body) {
    JsonNode options = body.path("OptionSet");
    says(options, "OptionSetType", "Boolean");
    says(options.path("TrueOption"), "Value", "1");
    says(options.path("FalseOption"), "Value", "0");
    label(options.path("TrueOption").path("Label"));
    label(options.path("FalseOption").path("Label"));
    if (!body.path("DefaultValue").isBoolean()) {
      problems.add("DefaultValue has to be true or false");
    }
  }

  private void options(JsonNode set) {
    says(set, "@odata.type", "Microsoft.Dynamics.CRM.OptionSetMetadata");
    says(set, "OptionSetType", "Picklist");
    says(set, "IsGlobal", "false");
    Set<String> values = new TreeSet<>();
    for (JsonNode option : set.path("Options")) {
      label(option.path("Label"));
      if (!option.path("Value").isInt() || !values.add(option.path("Value").asText())) {
        problems.add("an option needs an integer of its own: " + option);
      }
    }
    if (values.isEmpty()) {
      problems.add("a choice needs options");
    }
  }

  private void label(JsonNode label) {
    JsonNode text = label.path("LocalizedLabels").path(0);
    says(label, "@odata.type", "Microsoft.Dynamics.CRM.Label");
    says(text, "@odata.type", "Microsoft.Dynamics.CRM.LocalizedLabel");
    if (text.path("LanguageCode").asInt() != language || text.path("Label").asText().isBlank()) {
      problems.add("not a label in the language " + language + ": " + label);
    }
  }

  private void schemaName(JsonNode body) {
    if (!body.path("SchemaName").asText().matches("[a-z][a-z0-9]{1,7}_[A-Za-z0-9]{1,41}")) {
      problems.add("not a schema name: " + body.path("SchemaName"));
    }
  }

  private void length(JsonNode length, int longest) {
    if (!length.isInt() || length.asInt() < 1 || length.asInt() > longest) {
      problems.add("MaxLength has to be 1 to " + longest + ", not " + length);
    }
  }

  private void properties(JsonNode body, Set<String> expected) {
    Set<String> found = new TreeSet<>();
    body.fieldNames().forEachRemaining(found::add);
    if (!found.equals(expected)) {
      problems.add("has the properties " + found + ", not " + new TreeSet<>(expected));
    }
  }

  private void says(JsonNode object, String property, String value) {
    oneOf(object.path(property), Set.of(value));
  }

  private void oneOf(JsonNode value, Set<String> expected) {
    if (!expected.contains(value.asText())) {
      problems.add("'" + value.asText() + "' has to be one of " + expected);
    }
  }
}
