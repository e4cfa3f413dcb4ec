package dev.cosell.bridge.sandbox;

import dev.cosell.bridge.sandbox.dataverse.DataverseSandbox;
import dev.cosell.bridge.sandbox.dataverse.DataverseSettings;
import dev.cosell.bridge.sandbox.entra.EntraSandbox;
import dev.cosell.bridge.sandbox.entra.EntraSettings;
import dev.cosell.bridge.sandbox.partnercenter.PartnerCenterSandbox;
import dev.cosell.bridge.sandbox.partnercenter.PartnerCenterSettings;
import dev.cosell.bridge.sandbox.salesforce.SalesforceSandbox;
import dev.cosell.bridge.sandbox.salesforce.setup.SalesforceSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A Partner Center, an Entra token endpoint, a Dataverse and a Salesforce, for one bridge.
 *
 * @param entra the token endpoint
 * @param partnerCenter Partner Center
 * @param dataverse Dynamics 365
 * @param salesforce a Salesforce organisation
 * @param trustAnchors PEM file with the authority that signs notifications
 */
public record Sandbox(
    EntraSandbox entra,
    PartnerCenterSandbox partnerCenter,
    DataverseSandbox dataverse,
    SalesforceSandbox salesforce,
    Path trustAnchors)
    implements AutoCloseable {

  /** Starts all of them on these ports; 0 takes any free one. */
  public static Sandbox start(
      EntraSettings entraSettings,
      PartnerCenterSettings partnerCenterSettings,
      DataverseSettings dataverseSettings,
      SalesforceSettings salesforceSettings)
      throws IOException {
    EntraSandbox entra = EntraSandbox.start(entraSettings);
    PartnerCenterSandbox partnerCenter = PartnerCenterSandbox.start(partnerCenterSettings, entra);
    String[] dataverseUrl = new String[1];
    DataverseSandbox dataverse =
        DataverseSandbox.start(
            dataverseSettings, token -> entra.accepts(token, dataverseUrl[0] + "/.default"));
    dataverseUrl[0] = dataverse.url().toString();
    Path anchors = Files.createTempFile("cosell-sandbox-", ".pem");
    anchors.toFile().deleteOnExit();
    partnerCenter.authority().writeTrustAnchors(anchors);
    SalesforceSandbox salesforce = SalesforceSandbox.start(salesforceSettings);
    return new Sandbox(entra, partnerCenter, dataverse, salesforce, anchors);
  }

  /** Starts all of them on free ports. */
  public static Sandbox start() throws IOException {
    return start(
        EntraSettings.defaults(),
        PartnerCenterSettings.defaults(),
        DataverseSettings.standard(),
        SalesforceSettings.standard());
  }

  /** The settings with which a bridge of Dynamics 365 finds these systems. */
  public Map<String, String> bridgeSettings() {
    return bridgeSettings("dynamics");
  }

  /**
   * The settings with which a bridge finds these systems.
   *
   * @param crm the CRM it works with, a value of {@code cosell.crm}
   */
  public Map<String, String> bridgeSettings(String crm) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("cosell.crm", crm);
    settings.putAll(partnerCenterSettings());
    settings.putAll(crmSettings(crm));
    return settings;
  }

  private Map<String, String> partnerCenterSettings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("cosell.partner-center.api-url", partnerCenter.url().toString());
    settings.put("cosell.partner-center.webhooks-url", partnerCenter.webhooksUrl().toString());
    settings.put("cosell.partner-center.token-url", entra.tokenUrl().toString());
    settings.put("cosell.partner-center.client-id", EntraSettings.PARTNER_CENTER.id());
    settings.put("cosell.partner-center.client-secret", EntraSettings.PARTNER_CENTER.secret());
    settings.put(
        "cosell.partner-center.refresh-token", EntraSettings.PARTNER_CENTER.refreshToken());
    settings.put(
        "cosell.partner-center.webhook.certificate-hosts", partnerCenter.certificateHost());
    settings.put("cosell.partner-center.webhook.trusted-certificates", trustAnchors.toString());
    settings.put("cosell.partner-center.webhook.allow-http-certificates", "true");
    return settings;
  }

  private Map<String, String> crmSettings(String crm) {
    return switch (crm) {
      case "dynamics" -> dynamicsSettings();
      case "salesforce" -> salesforceSettings();
      default -> throw new IllegalArgumentException("The sandbox has no CRM '" + crm + "'.");
    };
  }

  private Map<String, String> dynamicsSettings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("cosell.dynamics.url", dataverse.url().toString());
    settings.put("cosell.dynamics.token-url", entra.tokenUrl().toString());
    settings.put("cosell.dynamics.client-id", EntraSettings.DYNAMICS.id());
    settings.put("cosell.dynamics.client-secret", EntraSettings.DYNAMICS.secret());
    return settings;
  }

  private Map<String, String> salesforceSettings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("cosell.salesforce.login-url", salesforce.url().toString());
    settings.put("cosell.salesforce.client-id", SalesforceSettings.CLIENT_ID);
    settings.put("cosell.salesforce.client-secret", SalesforceSettings.CLIENT_SECRET);
    salesforce
        .events()
        .pubSubAddress()
        .ifPresent(it -> settings.put("cosell.salesforce.pub-sub-address", "http://" + it));
    return settings;
  }

  /** Sends the notifications to a bridge on this port. */
  public void notifyBridgeOn(int port) {
    partnerCenter.callback(URI.create("http://127.0.0.1:" + port + "/webhooks/partner-center"));
  }

  @Override
  public void close() {
    partnerCenter.close();
    dataverse.close();
    salesforce.close();
    entra.close();
  }
}
