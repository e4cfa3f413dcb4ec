package dev.cosell.bridge.salesforce;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings as the bridge binds them, with their defaults. */
final class TestSettings {

  static final String CLIENT_ID = "the-client-id";
  static final String CLIENT_SECRET = "the-client-secret";
  private static final String PREFIX = "cosell.salesforce.";

  private TestSettings() {}

  /** The settings of an organisation on this host. */
  static SalesforceSettings at(URI org, Map<String, String> others) {
    Map<String, String> settings = new HashMap<>();
    settings.put("login-url", org.toString());
    settings.put("client-id", CLIENT_ID);
    settings.put("client-secret", CLIENT_SECRET);
    settings.putAll(others);
    return of(settings);
  }

  /** Settings by their names behind {@code cosell.salesforce.} */
  static SalesforceSettings of(Map<String, String> settings) {
    Map<String, String> whole = new HashMap<>();
    settings.forEach((name, value) -> whole.put(PREFIX + name, value));
    return new Binder(new MapConfigurationPropertySource(whole))
        .bindOrCreate("cosell.salesforce", SalesforceSettings.class);
  }
}
