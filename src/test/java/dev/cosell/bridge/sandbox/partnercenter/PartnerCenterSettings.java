package dev.cosell.bridge.sandbox.partnercenter;

import dev.cosell.bridge.sandbox.webhook.DeliverySettings;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How the sandbox's Partner Center is set up.
 *
 * @param port loopback port of the Referrals API, the control API and the certificates; 0 = any
 * @param webhooksPort loopback port of the Webhooks API; 0 = any
 * @param scope scope or audience that a token for the Referrals API must have
 * @param webhooksScope the same for the Webhooks API, which is another audience
 * @param organization the partner whose Partner Center this is
 * @param pageSize how many referrals a page of the list holds
 * @param strictness where the sources leave it open
 * @param delivery how webhooks are delivered
 * @param callbackUrl gets every event while nothing is registered; null for nobody
 */
public record PartnerCenterSettings(
    int port,
    int webhooksPort,
    String scope,
    String webhooksScope,
    Organization organization,
    int pageSize,
    Strictness strictness,
    DeliverySettings delivery,
    @Nullable URI callbackUrl) {

  /** Microsoft's scopes, free ports, pages of three, no callback. */
  public static PartnerCenterSettings defaults() {
    return new PartnerCenterSettings(
        0,
        0,
        "https://api.partner.microsoft.com/.default",
        "https://api.partnercenter.microsoft.com/.default",
        new Organization("44444444-0000-4000-8000-000000000004", "Example Partner"),
        3,
        Strictness.defaults(),
        DeliverySettings.defaults(),
        null);
  }

  /** The same on these ports. */
  public PartnerCenterSettings withPorts(int api, int webhooks) {
    return new PartnerCenterSettings(
        api,
        webhooks,
        scope,
        webhooksScope,
        organization,
        pageSize,
        strictness,
        delivery,
        callbackUrl);
  }

  /** The same with pages of this size. */
  public PartnerCenterSettings withPageSize(int size) {
    return new PartnerCenterSettings(
        port,
        webhooksPort,
        scope,
        webhooksScope,
        organization,
        size,
        strictness,
        delivery,
        callbackUrl);
  }

  /** The same with this strictness. */
  public PartnerCenterSettings withStrictness(Strictness other) {
    return new PartnerCenterSettings(
        port,
        webhooksPort,
        scope,
        webhooksScope,
        organization,
        pageSize,
        other,
        delivery,
        callbackUrl);
  }

  /** The same with this way of delivering. */
  public PartnerCenterSettings withDelivery(DeliverySettings other) {
    return new PartnerCenterSettings(
        port,
        webhooksPort,
        scope,
        webhooksScope,
        organization,
        pageSize,
        strictness,
        other,
        callbackUrl);
  }

  /** The same with a callback that needs no registration. */
  public PartnerCenterSettings withCallbackUrl(URI callback) {
    return new PartnerCenterSettings(
        port,
        webhooksPort,
        scope,
        webhooksScope,
        organization,
        pageSize,
        strictness,
        delivery,
        callback);
  }
}
