package dev.cosell.bridge.deployment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.util.StringUtils;

/** Compares a mapping file with the fields and permissions that a Salesforce project deploys. */
final class SalesforceFit {

  private static final Set<String> TEXTS = Set.of("Text", "TextArea", "LongTextArea");

  private static final Map<String, Set<String>> TYPES =
      Map.ofEntries(
          Map.entry("text", Set.of("Text", "TextArea", "LongTextArea", "Url")),
          Map.entry("identifier", Set.of("Text")),
          Map.entry("country", Set.of("Text")),
          Map.entry("solutions", TEXTS),
          Map.entry("boolean", Set.of("Checkbox")),
          Map.entry("choice", Set.of("Picklist")),
          Map.entry("status", Set.of("Picklist")),
          Map.entry("currency", Set.of("Text", "Picklist")),
          Map.entry("money", Set.of("Currency")),
          Map.entry("number", Set.of("Number", "Percent")),
          Map.entry("date", Set.of("Date")),
          Map.entry("datetime", Set.of("DateTime")));

  private static final Set<String> WITH_LENGTH = Set.of("text", "identifier", "solutions");

  private final SalesforceProject project;
  private final List<String> misfits = new ArrayList<>();

  private SalesforceFit(SalesforceProject project) {
    this.project = project;
  }

  /** What of a mapping file does not fit, empty when all does. */
  static List<String> misfits(Path mapping, SalesforceProject project) {
    SalesforceFit fit = new SalesforceFit(project);
    MappedColumn.of(mapping).forEach(fit::compare);
    return fit.misfits;
  }

  private void compare(MappedColumn column) {
    String object = StringUtils.capitalize(column.table());
    if (!column.name().endsWith("__c")) {
      comparePermission(column, SalesforceStandardFields.permission(object + "." + column.name()));
      return;
    }
    project
        .field(object, column.name())
        .ifPresentOrElse(it -> compare(column, it), () -> tell(column, "is not in crm/salesforce"));
  }

  private void compare(MappedColumn column, SalesforceField field) {
    if (!TYPES.getOrDefault(column.type(), Set.of()).contains(field.type())) {
      tell(column, "is a " + field.type() + ", which holds no " + column.type());
    } else if (WITH_LENGTH.contains(column.type()) && field.length() < column.length()) {
      tell(column, "holds " + field.length() + " characters, not " + column.length());
    }
    if (column.type().equals("identifier")) {
      compareIdentifier(column, field);
    }
    if (column.type().equals("choice")) {
      compareChoices(column, field);
    }
    comparePermission(column, field.path());
  }

  private void compareIdentifier(MappedColumn column, SalesforceField field) {
    if (!field.is("externalId") || !field.is("unique") || field.is("caseSensitive")) {
      tell(column, "is no unique external id without regard to case");
    }
  }

  private void compareChoices(MappedColumn column, SalesforceField field) {
    if (!field.values().equals(column.values()) || !field.is("restricted")) {
      tell(column, "is not restricted to " + column.values() + " but has " + field.values());
    }
  }

  private void comparePermission(MappedColumn column, String permission) {
    if (!SalesforceStandardFields.needsNoPermission(permission)
        && !project.integration().fields("editable").contains(permission)) {
      tell(column, "is not granted: the permission set Cosell_Bridge lacks " + permission);
    }
  }

  private void tell(MappedColumn column, String reason) {
    misfits.add(column.misfit(reason));
  }
}
