package dev.cosell.bridge.startup;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Checks the settings before any bean is made of them: every missing or impossible one is named in
 * one message. Addresses lose a trailing slash, so that routes can append paths.
 */
final class RequiredSettings implements BeanFactoryPostProcessor, PriorityOrdered {

  private final ConfigurableEnvironment environment;

  RequiredSettings(ConfigurableEnvironment environment) {
    this.environment = environment;
  }

  private static final String DATABASE_URL = "spring.datasource.url";
  private static final String ROUTES_FOLDER = "cosell.routes-folder";
  private static final List<String> ALWAYS =
      List.of(
          "cosell.partner-center.token-url",
          "cosell.partner-center.client-id",
          "cosell.partner-center.client-secret",
          "cosell.partner-center.refresh-token");
  private static final List<String> DYNAMICS =
      List.of(
          "cosell.dynamics.url",
          "cosell.dynamics.token-url",
          "cosell.dynamics.client-id",
          "cosell.dynamics.client-secret");
  private static final List<String> SALESFORCE =
      List.of(
          "cosell.salesforce.login-url",
          "cosell.salesforce.client-id",
          "cosell.salesforce.client-secret");
  private static final Set<String> NOT_MY_DOMAIN =
      Set.of("login.salesforce.com", "test.salesforce.com");
  private static final String SECRET_KEY = "cosell.secret-key";
  private static final String EMBEDDED = "jdbc:h2:";
  private static final List<String> ADDRESSES =
      List.of(
          "cosell.partner-center.api-url",
          "cosell.partner-center.webhooks-url",
          "cosell.partner-center.token-url",
          "cosell.dynamics.url",
          "cosell.dynamics.token-url",
          "cosell.salesforce.login-url",
          "cosell.salesforce.instance-url");

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    Binder settings = Binder.get(environment);
    List<String> mistakes = new ArrayList<>(missing(settings));
    Map<String, Object> trimmed = addresses(settings, mistakes);
    PublicAddress.mistake(value(settings, PublicAddress.SETTING)).ifPresent(mistakes::add);
    mistakes.addAll(PlainHttp.mistakes(settings, ADDRESSES));
    if (!mistakes.isEmpty()) {
      throw refusal(mistakes);
    }
    keepDatabaseOpen(settings, trimmed);
    resolveRoutesFolder(settings, trimmed);
    environment.getPropertySources().addFirst(new MapPropertySource("normalized", trimmed));
  }

  private static StartRefused refusal(List<String> mistakes) {
    return new StartRefused(
        "Cosell Bridge cannot start with these settings:\n  - " + String.join("\n  - ", mistakes),
        "Set them in application.yaml, on the command line (--cosell.crm=dynamics) or as environment"
            + " variables (COSELL_CRM=dynamics). Every setting is explained in application.yaml; to"
            + " try the bridge without any, run `mvn spring-boot:test-run`.");
  }

  private static List<String> missing(Binder settings) {
    List<String> mistakes = new ArrayList<>();
    String crm = value(settings, "cosell.crm");
    switch (crm) {
      case "dynamics" -> addMissing(settings, DYNAMICS, mistakes);
      case "salesforce" -> {
        addMissing(settings, SALESFORCE, mistakes);
        addForeignLogin(settings, mistakes);
      }
      case "" ->
          mistakes.add("cosell.crm (COSELL_CRM) is missing: dynamics and salesforce are allowed");
      default ->
          mistakes.add("cosell.crm is '" + crm + "': only dynamics and salesforce are allowed");
    }
    addMissing(settings, ALWAYS, mistakes);
    if (!value(settings, DATABASE_URL).startsWith(EMBEDDED)
        && value(settings, SECRET_KEY).isEmpty()) {
      mistakes.add(
          SECRET_KEY
              + " ("
              + variable(SECRET_KEY)
              + ") is missing: with a database that is not the embedded one it has to be a long"
              + " random text, the same on every node");
    }
    return mistakes;
  }

  /** Salesforce gives an app no token of its own there. */
  private static void addForeignLogin(Binder settings, List<String> mistakes) {
    String login = value(settings, "cosell.salesforce.login-url");
    if (isAddress(login) && NOT_MY_DOMAIN.contains(URI.create(login).getHost())) {
      mistakes.add(
          "cosell.salesforce.login-url has to be the My Domain host of the organisation, for example"
              + " https://contoso.my.salesforce.com: "
              + URI.create(login).getHost()
              + " refuses client credentials");
    }
  }

  private static void addMissing(Binder settings, List<String> names, List<String> mistakes) {
    for (String name : names) {
      if (value(settings, name).isEmpty()) {
        mistakes.add(name + " (" + variable(name) + ") is missing");
      }
    }
  }

  private static Map<String, Object> addresses(Binder settings, List<String> mistakes) {
    Map<String, Object> trimmed = new LinkedHashMap<>();
    for (String name : ADDRESSES) {
      String address = value(settings, name);
      if (address.isEmpty()) {
        continue;
      }
      if (isAddress(address)) {
        trimmed.put(name, address.replaceAll("/+$", ""));
      } else {
        // nothing of the value: it may hold a password
        mistakes.add(name + " is not an http or https address without user and password");
      }
    }
    return trimmed;
  }

  /**
   * H2 would close the database at the first sign of a shutdown, under running synchronizations.
   */
  private static void keepDatabaseOpen(Binder settings, Map<String, Object> normalized) {
    String url = value(settings, DATABASE_URL);
    if (url.startsWith(EMBEDDED) && !url.toUpperCase(Locale.ROOT).contains("DB_CLOSE_ON_EXIT")) {
      normalized.put(DATABASE_URL, url + ";DB_CLOSE_ON_EXIT=FALSE");
    }
  }

  /** Camel looks for route files in folders, but not behind a symbolic link to one. */
  private static void resolveRoutesFolder(Binder settings, Map<String, Object> normalized) {
    String folder = value(settings, ROUTES_FOLDER);
    Path path = Path.of(folder.isEmpty() ? "routes" : folder);
    try {
      normalized.put(ROUTES_FOLDER, path.toRealPath().toString());
    } catch (IOException missing) {
      // its absence is told, with what to do, where the mapping files are loaded
    }
  }

  private static boolean isAddress(String text) {
    try {
      URI uri = URI.create(text);
      return uri.getHost() != null
          && uri.getUserInfo() == null
          && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
    } catch (IllegalArgumentException notAnAddress) {
      return false;
    }
  }

  private static String value(Binder settings, String name) {
    return settings.bind(name, String.class).orElse("").strip();
  }

  private static String variable(String name) {
    return name.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
  }
}
