package dev.cosell.bridge.startup;

import dev.cosell.bridge.mapping.FieldMapping;
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
  Mappings mappings(@Value("${cosell.crm}") String crm, RouteFiles routes) {
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
    return new Mappings(loaded.get(0), loaded.get(1));
  }
}
