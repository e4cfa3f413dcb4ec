package dev.cosell.bridge.startup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Takes an empty setting of a configuration file or an empty environment variable for one that is
 * not there. The operator's application.yaml lists every setting, and one that is left empty must
 * not hide its default.
 */
final class EmptySettings implements EnvironmentPostProcessor, Ordered {

  private static final List<String> OURS =
      List.of("cosell.", "server.port", "spring.datasource.", "spring.security.user.");

  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }

  @Override
  public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication app) {
    MutablePropertySources sources = environment.getPropertySources();
    for (PropertySource<?> source : sources) {
      if (source instanceof OriginTrackedMapPropertySource file) {
        sources.replace(
            file.getName(),
            new OriginTrackedMapPropertySource(
                file.getName(), withoutEmpty(file.getSource()), file.isImmutable()));
      } else if (source instanceof SystemEnvironmentPropertySource variables) {
        sources.replace(
            variables.getName(),
            new SystemEnvironmentPropertySource(
                variables.getName(), withoutEmpty(variables.getSource())));
      }
    }
  }

  private static Map<String, Object> withoutEmpty(Map<String, Object> source) {
    Map<String, Object> settings = new LinkedHashMap<>(source);
    settings
        .entrySet()
        .removeIf(setting -> setting.getValue().toString().isBlank() && isOurs(setting.getKey()));
    return settings;
  }

  private static boolean isOurs(String name) {
    String property = name.toLowerCase(Locale.ROOT).replace('_', '.');
    return OURS.stream().anyMatch(property::startsWith);
  }
}
