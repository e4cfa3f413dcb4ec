package dev.cosell.bridge.sandbox;

import dev.cosell.bridge.CosellBridge;
import dev.cosell.bridge.sandbox.dataverse.DataverseSettings;
import dev.cosell.bridge.sandbox.entra.EntraSettings;
import dev.cosell.bridge.sandbox.partnercenter.PartnerCenterSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts the bridge beside a sandbox: {@code mvn spring-boot:test-run}. Nothing outlives it, its
 * database is in memory.
 */
public final class BridgeWithSandbox {

  private static final Logger LOG = LoggerFactory.getLogger(BridgeWithSandbox.class);

  private static final int ENTRA = 9010;
  private static final int PARTNER_CENTER = 9011;
  private static final int WEBHOOKS = 9012;
  private static final int DATAVERSE = 9013;

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
            DataverseSettings.standard().onPort(free(DATAVERSE)));
    ConfigurableApplicationContext bridge =
        SpringApplication.run(CosellBridge.class, commandLine(sandbox, arguments));
    int port = ((ServletWebServerApplicationContext) bridge).getWebServer().getPort();
    sandbox.notifyBridgeOn(port);
    LOG.info(
        """
        The bridge runs at http://127.0.0.1:{} beside its sandbox:
          Partner Center  {}/sandbox/referrals
          Dynamics 365    {}/sandbox/opportunities
          Entra           {}
        A new referral: curl -X POST {}/sandbox/referrals""",
        port,
        sandbox.partnerCenter().url(),
        sandbox.dataverse().url(),
        sandbox.entra().tokenUrl(),
        sandbox.partnerCenter().url());
  }

  private static String[] commandLine(Sandbox sandbox, String[] arguments) {
    Stream<String> settings =
        sandbox.bridgeSettings().entrySet().stream()
            .map(setting -> "--" + setting.getKey() + "=" + setting.getValue());
    return Stream.concat(
            Stream.concat(
                settings,
                Stream.of("--spring.datasource.url=jdbc:h2:mem:sandbox;DB_CLOSE_DELAY=-1")),
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
