package dev.cosell.bridge.startup;

import dev.cosell.bridge.mapping.Column;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.MappedField;
import dev.cosell.bridge.mapping.MappingException;
import dev.cosell.bridge.sync.Mappings;
import dev.cosell.bridge.sync.SyncSettings;
import dev.cosell.bridge.worker.WorkerSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * What everything else stands on: the clock, the route files, and the mapping files of the CRM in
 * use.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({SyncSettings.class, WorkerSettings.class})
class FoundationConfiguration {

  /** Static, so that it runs before this class needs anything itself. */
  @Bean
  static RequiredSettings requiredSettings(ConfigurableEnvironment environment) {
    return new RequiredSettings(environment);
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  RouteFiles routeFiles(@Value("${cosell.routes-folder:routes}") Path folder) {
    return RouteFiles.checked(folder);
  }

  /** Loads both files, and names the mistakes of both in one message. */
  @Bean
  Mappings mappings(
      @Value("${cosell.crm}") String crm,
      @Value("${cosell.salesforce.field-prefix:}") String fieldPrefix,
      RouteFiles routes,
      SyncSettings settings) {
    Path folder = routes.folder().resolve("mappings");
    List<String> mistakes = new ArrayList<>();
    List<FieldMapping> loaded = new ArrayList<>();
    for (String entity : List.of("opportunity", "lead")) {
      try {
        loaded.add(FieldMapping.load(folder.resolve(crm + "-" + entity + ".yaml")));
      } catch (MappingException broken) {
        mistakes.add(broken.getMessage());
      }
    }
    if (!mistakes.isEmpty()) {
      throw new StartRefused(
          "The field mapping has mistakes:\n" + String.join("\n", mistakes),
          "Mend the lines named above; docs/mapping.md explains the format.");
    }
    checkRequired(settings, loaded.get(0));
    return new Mappings(
        loaded.get(0).naming(column -> prefixed(column, fieldPrefix)),
        loaded.get(1).naming(column -> prefixed(column, fieldPrefix)));
  }

  /** Custom fields of Salesforce end alike; one that has a namespace already keeps it. */
  private static Column prefixed(Column column, String prefix) {
    boolean isCustom = column.name().matches("[A-Za-z](?:_?[A-Za-z0-9])*__c");
    return prefix.isEmpty() || !isCustom
        ? column
        : new Column(column.table(), prefix + column.name(), column.type());
  }

  /** A name that is no field would be missing in every deal. */
  private static void checkRequired(SyncSettings settings, FieldMapping opportunity) {
    List<String> known = opportunity.fields().stream().map(MappedField::name).toList();
    List<String> unknown =
        settings.requiredToShare().stream().filter(field -> !known.contains(field)).toList();
    if (!unknown.isEmpty()) {
      throw new StartRefused(
          "cosell.required-to-share names what is no field of the opportunity mapping: "
              + String.join(", ", unknown),
          "Its fields are " + String.join(", ", known) + ".");
    }
  }
}
