package dev.cosell.bridge.startup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.dynamics.DynamicsSettings;
import dev.cosell.bridge.partnercenter.PartnerCenterSettings;
import dev.cosell.bridge.partnercenter.registration.RegistrationSettings;
import dev.cosell.bridge.run.RunSettings;
import dev.cosell.bridge.salesforce.SalesforceSettings;
import dev.cosell.bridge.sync.SyncSettings;
import dev.cosell.bridge.worker.WorkerSettings;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** The operator's application.yaml names what the code binds, explains it, and hides nothing. */
class SettingsGuardTest {

  private static final Path FILE = Path.of("application.yaml");
  private static final Pattern IN_CODE =
      Pattern.compile(
          "\\$\\{(cosell\\.[a-z.-]+)|\"(cosell\\.[a-z-]+\\.[a-z.-]+|cosell\\.(?:crm|allow-plain-http))\"");
  private static final Pattern IN_ROUTES = Pattern.compile("\\{\\{(cosell\\.[a-z.-]+)");
  private static final Set<String> NO_SETTINGS =
      Set.of(
          "cosell.drift.links",
          "cosell.drift.oldest.age",
          "cosell.sweep.age",
          "cosell.sweep.found",
          "cosell.dynamics",
          "cosell.notifications",
          "cosell.partner-center",
          "cosell.partner-center.webhook",
          "cosell.salesforce",
          "cosell.synchronization",
          "cosell.synchronizations",
          "cosell.webhook.alarm",
          "cosell.webhook.heartbeat.age",
          "cosell.webhook.notification.age");

  @Test
  void namesEverySettingThatTheCodeBindsAndNoOther() throws IOException {
    Set<String> bound = new TreeSet<>(boundByRecords());
    bound.addAll(found(IN_CODE, "src/main", ".java"));
    bound.addAll(found(IN_CODE, "src/main/resources", "application.yaml"));
    bound.addAll(found(IN_ROUTES, "routes", ".camel.yaml"));
    bound.removeAll(NO_SETTINGS);
    bound.removeIf(name -> name.matches("cosell\\.(system|credential|backlog)\\..*"));

    assertThat(cosell(settings(FILE))).hasSizeGreaterThan(25).isEqualTo(bound);
  }

  @Test
  void theWiringHasNoSettingThatTheOperatorDoesNotSee() {
    assertThat(cosell(settings(FILE)))
        .containsAll(cosell(settings(Path.of("src/main/resources/application.yaml"))));
  }

  @Test
  void namesTheSettingsOfSpringThatAnOperatorNeeds() {
    assertThat(names(settings(FILE)))
        .contains(
            "server.port",
            "spring.datasource.url",
            "spring.datasource.username",
            "spring.datasource.password",
            "spring.security.user.name",
            "spring.security.user.password");
  }

  @Test
  void explainsEverySettingInTheLineAbove() throws IOException {
    List<String> lines = Files.readAllLines(FILE);
    for (int line = 1; line < lines.size(); line++) {
      boolean isTop = lines.get(line).matches("(cosell|spring):");
      if (lines.get(line).matches("\\s*[a-z-]+:.*") && !isTop) {
        String indent = lines.get(line).replaceFirst("\\S.*", "");
        assertThat(lines.get(line - 1)).as("above line %d", line + 1).startsWith(indent + "# ");
      }
    }
  }

  @Test
  void namesTheVariableOfEverySettingThatHasNoValue() throws IOException {
    String text = Files.readString(FILE);
    for (String name : names(settings(FILE))) {
      boolean isRequired = String.valueOf(settings(FILE).get(name)).isEmpty() && isRequired(name);
      if (isRequired || name.matches(".*(password|secret.*|refresh-token)")) {
        assertThat(String.valueOf(settings(FILE).get(name))).as(name).isEmpty();
        assertThat(text).contains(name.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT));
      }
    }
  }

  @Test
  void showsTheDefaultsThatTheCodeHas() throws IOException {
    Binder shown = binder(new FileSystemResource(FILE));
    Binder nothing = Binder.get(new StandardEnvironment());

    assertThat(partnerCenter(shown)).isEqualTo(partnerCenter(nothing));
    assertThat(shown.bindOrCreate("cosell.partner-center.webhook", RegistrationSettings.class))
        .isEqualTo(
            nothing.bindOrCreate("cosell.partner-center.webhook", RegistrationSettings.class));
    assertThat(shown.bindOrCreate("cosell.dynamics", DynamicsSettings.class))
        .isEqualTo(nothing.bindOrCreate("cosell.dynamics", DynamicsSettings.class));
    assertThat(shown.bindOrCreate("cosell.salesforce", SalesforceSettings.class))
        .isEqualTo(nothing.bindOrCreate("cosell.salesforce", SalesforceSettings.class));
    assertThat(shown.bindOrCreate("cosell", SyncSettings.class))
        .isEqualTo(nothing.bindOrCreate("cosell", SyncSettings.class));
    assertThat(shown.bindOrCreate("cosell.synchronization", WorkerSettings.class))
        .isEqualTo(nothing.bindOrCreate("cosell.synchronization", WorkerSettings.class));
    assertThat(shown.bindOrCreate("cosell.runs", RunSettings.class))
        .isEqualTo(nothing.bindOrCreate("cosell.runs", RunSettings.class));
  }

  @Test
  void anEmptySettingDoesNotHideItsDefault() throws IOException {
    String emptied =
        Files.readString(FILE).replaceAll("(?m)^(\\s+[a-z-]+:) \\S.*$", "$1").replaceAll("#.*", "");
    assertThat(emptied).contains("scope:\n").doesNotContain("https:");

    Binder empty = binder(new ByteArrayResource(emptied.getBytes(StandardCharsets.UTF_8)));

    assertThat(partnerCenter(empty))
        .isEqualTo(partnerCenter(Binder.get(new StandardEnvironment())));
    assertThat(empty.bind("spring.datasource.url", String.class).isBound()).isFalse();
    assertThat(empty.bind("server.port", String.class).isBound()).isFalse();
  }

  @Test
  void anEmptyVariableDoesNotHideADefault() {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .replace(
            "systemEnvironment",
            new SystemEnvironmentPropertySource(
                "systemEnvironment",
                Map.of(
                    "COSELL_PARTNERCENTER_SCOPE", "",
                    "COSELL_PARTNERCENTER_WEBHOOK_TRUSTEDCERTIFICATES", " ",
                    "COSELL_PARTNERCENTER_CLIENTID", "kept")));
    new EmptySettings().postProcessEnvironment(environment, new SpringApplication());

    PartnerCenterSettings settings = partnerCenter(Binder.get(environment));
    assertThat(settings.scope()).isEqualTo("https://api.partner.microsoft.com/.default");
    assertThat(settings.webhook().trustedCertificates()).isNull();
    assertThat(settings.clientId()).isEqualTo("kept");
  }

  private static PartnerCenterSettings partnerCenter(Binder binder) {
    return binder.bindOrCreate("cosell.partner-center", PartnerCenterSettings.class);
  }

  private static Binder binder(Resource file) throws IOException {
    StandardEnvironment environment = new StandardEnvironment();
    new YamlPropertySourceLoader()
        .load("settings", file)
        .forEach(environment.getPropertySources()::addLast);
    new EmptySettings().postProcessEnvironment(environment, new SpringApplication());
    return Binder.get(environment);
  }

  private static boolean isRequired(String name) {
    return name.matches(
        "cosell\\.(crm|[a-z-]+\\.(token-url|client-id|refresh-token)|dynamics\\.url|salesforce\\.login-url)");
  }

  private static Set<String> boundByRecords() {
    ClassPathScanningCandidateComponentProvider scan =
        new ClassPathScanningCandidateComponentProvider(false);
    scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    Set<String> names = new TreeSet<>();
    for (BeanDefinition found : scan.findCandidateComponents("dev.cosell.bridge")) {
      Class<?> type = ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null);
      add(type.getAnnotation(ConfigurationProperties.class).value(), type, names);
    }
    return names;
  }

  private static void add(String prefix, Class<?> type, Set<String> names) {
    for (RecordComponent component : type.getRecordComponents()) {
      String name = prefix + "." + hyphenated(component.getName());
      if (component.getType().isRecord()) {
        add(name, component.getType(), names);
      } else {
        names.add(name);
      }
    }
  }

  private static String hyphenated(String name) {
    String words = name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    return ConfigurationPropertyName.of(words).toString();
  }

  private static Set<String> found(Pattern pattern, String folder, String ending)
      throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(Path.of(folder))) {
      files = all.filter(it -> it.toString().endsWith(ending)).toList();
    }
    Set<String> names = new TreeSet<>();
    for (Path file : files) {
      pattern
          .matcher(Files.readString(file))
          .results()
          .forEach(it -> names.add(it.group(1) == null ? it.group(2) : it.group(1)));
    }
    return names;
  }

  private static Set<String> cosell(Properties settings) {
    Set<String> names = names(settings);
    names.removeIf(it -> !it.startsWith("cosell."));
    return names;
  }

  private static Set<String> names(Properties settings) {
    Set<String> names = new TreeSet<>();
    settings.keySet().forEach(name -> names.add(name.toString()));
    return names;
  }

  private static Properties settings(Path file) {
    YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
    yaml.setResources(new FileSystemResource(file));
    return Objects.requireNonNull(yaml.getObject());
  }
}
