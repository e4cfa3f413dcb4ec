package dev.cosell.bridge.sandbox;

import dev.cosell.bridge.CosellBridge;
import dev.cosell.bridge.sandbox.dataverse.DataverseSettings;
import dev.cosell.bridge.sandbox.entra.EntraSettings;
import dev.cosell.bridge.sandbox.partnercenter.PartnerCenterSettings;
import dev.cosell.bridge.sandbox.salesforce.setup.SalesforceSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;

/**
 * Starts the bridge beside a sandbox: {@code mvn spring-boot:test-run}, for Salesforce with {@code
 * -Dspring-boot.run.arguments=--cosell.crm=salesforce}. Nothing outlives it, its database is in
 * memory.
 */
public final class BridgeWithSandbox {

  private static final Logger LOG = LoggerFactory.getLogger(BridgeWithSandbox.class);

  private static final String CRM = "cosell.crm";
  private static final int ENTRA = 9010;
  private static final int PARTNER_CENTER = 9011;
  private static final int WEBHOOKS = 9012;
  private static final int DATAVERSE = 9013;
  private static final int SALESFORCE = 9014;

  private BridgeWithSandbox() {}

  /**
   * Starts both.
   *
   * @param arguments Spring Boot's command line; it wins over the settings of the sandbox
   */
  public static void main(String[] arguments) throws IOException {
    Sandbox sandbox =
        Sandbox.start(
            EntraSettings.defaults().withPort(free(ENTRA)),
            PartnerCenterSettings.defaults().withPorts(free(PARTNER_CENTER), free(WEBHOOKS)),
            DataverseSettings.standard().onPort(free(DATAVERSE)),
            SalesforceSettings.standard().onPort(free(SALESFORCE)));
    ConfigurableApplicationContext bridge = started(sandbox, arguments);
    int port = ((ServletWebServerApplicationContext) bridge).getWebServer().getPort();
    sandbox.notifyBridgeOn(port);
    LOG.info(
        """
        The bridge runs at http://127.0.0.1:{} beside its sandbox:
          Partner Center  {}/sandbox/referrals
          {}
          Webhooks        {}/sandbox/registration
          Entra           {}
        A new referral: curl -X POST {}/sandbox/referrals""",
        port,
        sandbox.partnerCenter().url(),
        "salesforce".equals(bridge.getEnvironment().getProperty(CRM))
            ? "Salesforce      " + sandbox.salesforce().url() + "/sandbox/opportunities"
            : "Dynamics 365    " + sandbox.dataverse().url() + "/sandbox/opportunities",
        sandbox.partnerCenter().webhooksUrl(),
        sandbox.entra().tokenUrl(),
        sandbox.partnerCenter().url());
  }

  private static ConfigurableApplicationContext started(Sandbox sandbox, String[] arguments) {
    try {
      return SpringApplication.run(CosellBridge.class, commandLine(sandbox, arguments));
    } catch (RuntimeException refused) {
      // its threads would keep the process alive without a bridge
      sandbox.close();
      throw refused;
    }
  }

  /** A setting that the command line has, too, must not stand there twice: both would count. */
  private static String[] commandLine(Sandbox sandbox, String[] arguments) {
    PropertySource<?> given = new SimpleCommandLinePropertySource(arguments);
    String crm = Objects.requireNonNullElse((String) given.getProperty(CRM), "dynamics");
    Map<String, String> settings = new LinkedHashMap<>(sandbox.bridgeSettings(crm));
    settings.put("spring.datasource.url", "jdbc:h2:mem:sandbox;DB_CLOSE_DELAY=-1");
    String port = Objects.requireNonNullElse((String) given.getProperty("server.port"), "8080");
    if (!port.equals("0")) {
      settings.put("cosell.partner-center.webhook.public-url", "http://127.0.0.1:" + port);
    }
    return Stream.concat(
            settings.entrySet().stream()
                .filter(setting -> !given.containsProperty(setting.getKey()))
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue()),
            Arrays.stream(arguments))
        .toArray(String[]::new);
  }

  /** The usual port, so that the README's commands work; any other when it is taken. */
  private static int free(int usual) {
    try (ServerSocket probe = new ServerSocket(usual, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException taken) {
      return 0;
    }
  }
}
