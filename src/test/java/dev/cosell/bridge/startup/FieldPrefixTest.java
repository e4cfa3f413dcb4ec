package dev.cosell.bridge.startup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.mapping.Column;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.sync.Mappings;
import dev.cosell.bridge.sync.SyncSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The setting cosell.salesforce.field-prefix. */
class FieldPrefixTest {

  private static final Path SHIPPED = Path.of("routes/mappings");

  @ParameterizedTest
  @ValueSource(strings = {"contoso__", "My_"})
  void standsBeforeEveryCustomFieldAndNoOther(String prefix) {
    Mappings plain = mappings(new RouteFiles(Path.of("routes")), "");
    Mappings prefixed = mappings(new RouteFiles(Path.of("routes")), prefix);

    for (String entity : List.of("opportunity", "lead")) {
      Set<String> expected =
          names(plain.of(entity)).stream()
              .map(name -> name.endsWith("__c") ? prefix + name : name)
              .collect(Collectors.toSet());
      assertThat(names(prefixed.of(entity)))
          .isEqualTo(expected)
          .isNotEqualTo(names(plain.of(entity)));
    }
  }

  @Test
  void leavesANamespaceOfTheirOwnToTheFieldsThatHaveOne(@TempDir Path folder) {
    RouteFiles routes = changed(folder, "Audit__c", "other__Audit__c");

    assertThat(names(mappings(routes, "contoso__").opportunity()))
        .contains("other__Audit__c", "contoso__Products__c");
  }

  @Test
  void standsBeforeTheFieldThatTellsWhetherTheAmountIsComputed(@TempDir Path folder) {
    RouteFiles routes = changed(folder, "HasOpportunityLineItem", "Has_Quote__c");

    assertThat(names(mappings(routes, "contoso__").opportunity()))
        .contains("contoso__Has_Quote__c")
        .doesNotContain("Has_Quote__c");
  }

  private static RouteFiles changed(Path folder, String field, String other) {
    try {
      Path mappings = Files.createDirectory(folder.resolve("mappings"));
      for (String name : List.of("salesforce-opportunity.yaml", "salesforce-lead.yaml")) {
        String text = Files.readString(SHIPPED.resolve(name));
        Files.writeString(
            mappings.resolve(name),
            text.replace("crm: " + field, "crm: " + other)
                .replace("computed-when: " + field, "computed-when: " + other));
      }
      return new RouteFiles(folder);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Mappings mappings(RouteFiles routes, String prefix) {
    SyncSettings settings =
        new SyncSettings(SyncSettings.CheckMarkPlace.NAME, false, List.of("name"));
    return new FoundationConfiguration().mappings("salesforce", prefix, routes, settings);
  }

  private static Set<String> names(FieldMapping mapping) {
    return Stream.of(mapping)
        .flatMap(it -> it.columns().stream())
        .map(Column::name)
        .collect(Collectors.toSet());
  }
}
