package dev.cosell.bridge.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares a mapping file with the columns that are created in a Dataverse environment. */
final class DynamicsFit {

  private static final Set<String> TEXTS = Set.of("String", "Memo");

  private static final Map<String, Set<String>> TYPES =
      Map.of(
          "text", TEXTS,
          "solutions", TEXTS,
          "identifier", Set.of("String"),
          "boolean", Set.of("Boolean"),
          "choice", Set.of("Picklist"));

  private final DataverseColumns defined;
  private final List<String> misfits = new ArrayList<>();

  private DynamicsFit(DataverseColumns defined) {
    this.defined = defined;
  }

  /** What of a mapping file's columns with a prefix does not fit, empty when all does. */
  static List<String> misfits(Path mapping, String prefix, DataverseColumns defined) {
    DynamicsFit fit = new DynamicsFit(defined);
    MappedColumn.of(mapping).stream()
        .filter(it -> it.name().startsWith(prefix + "_"))
        .forEach(fit::compare);
    return fit.misfits;
  }

  private void compare(MappedColumn column) {
    JsonNode body = defined.columns().get(column.name());
    if (body == null || !Set.of("opportunity", "lead").contains(column.table())) {
      tell(column, "is not in crm/dynamics");
    } else {
      compare(column, body);
    }
  }

  private void compare(MappedColumn column, JsonNode body) {
    String type = body.path("AttributeType").asText();
    if (!TYPES.getOrDefault(column.type(), Set.of()).contains(type)) {
      tell(column, "is a " + type + ", which holds no " + column.type());
    } else if (TEXTS.contains(type) && body.path("MaxLength").asInt() < column.length()) {
      tell(column, "holds " + body.path("MaxLength") + " characters, not " + column.length());
    }
    if (column.type().equals("identifier") && !defined.keyed().contains(column.name())) {
      tell(column, "has no alternate key");
    }
    List<String> choices = DataverseColumns.choices(body);
    if (column.type().equals("choice") && !choices.equals(column.values())) {
      tell(column, "has the choices " + choices + ", not " + column.values());
    }
  }

  private void tell(MappedColumn column, String reason) {
    misfits.add(column.misfit(reason));
  }
}
