package dev.cosell.bridge.sandbox.partnercenter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.contract.ContractCheck;
import dev.cosell.bridge.sandbox.contract.Violation;
import dev.cosell.bridge.sandbox.entra.BearerGate;
import dev.cosell.bridge.sandbox.entra.EntraSandbox;
import dev.cosell.bridge.sandbox.http.SandboxServer;
import dev.cosell.bridge.sandbox.http.ShiftedClock;
import dev.cosell.bridge.sandbox.webhook.CertificateShelf;
import dev.cosell.bridge.sandbox.webhook.Delivery;
import dev.cosell.bridge.sandbox.webhook.EventSigner;
import dev.cosell.bridge.sandbox.webhook.SignedEvent;
import dev.cosell.bridge.sandbox.webhook.SigningAuthority;
import dev.cosell.bridge.sandbox.webhook.SigningIdentity;
import dev.cosell.bridge.sandbox.webhook.WebhookDispatcher;
import dev.cosell.bridge.sandbox.webhook.WebhookEvent;
import dev.cosell.bridge.sandbox.webhook.WebhookRegistrations;
import dev.cosell.bridge.sandbox.webhook.WebhooksApi;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Partner Center on loopback ports: Referrals API, Webhooks API, signed events, certificates.
 *
 * <p>{@link PartnerCenterControl} describes the control API at {@link #url()}.
 */
public final class PartnerCenterSandbox implements AutoCloseable {

  private final ShiftedClock clock = new ShiftedClock();
  private final Organization organization;
  private final ReferralEvents events;
  private final Referrals referrals;
  private final Portal portal;
  private final MicrosoftSeller microsoft;
  private final StrictnessSwitch strictness;
  private final CertificateShelf certificates;
  private final WebhookRegistrations registrations;
  private final WebhookDispatcher dispatcher;
  private final WebhooksApi webhooks;
  private final ContractCheck referralsContract;
  private final ContractCheck webhooksContract;
  private final SandboxServer server;
  private final SandboxServer webhooksServer;

  private PartnerCenterSandbox(PartnerCenterSettings settings, EntraSandbox entra)
      throws IOException {
    organization = settings.organization();
    strictness = new StrictnessSwitch(settings.strictness());
    events = new ReferralEvents(organization, strictness);
    referrals = new Referrals(clock, this::changed);
    portal = new Portal(referrals, organization);
    microsoft = new MicrosoftSeller(referrals, portal);
    BearerGate gate = new BearerGate(entra, settings.scope());
    referralsContract =
        ContractCheck.ofReferrals(new ReferralsApi(gate, referrals, settings, strictness));
    certificates = new CertificateShelf(referralsContract);
    server = new SandboxServer(settings.port(), certificates, new PartnerCenterControl(this));
    registrations = new WebhookRegistrations(settings.callbackUrl());
    EventSigner signer = publish(SigningAuthority.LEAF_NAME, SigningAuthority.sharedLeaf());
    dispatcher = new WebhookDispatcher(signer, registrations::targetOf, settings.delivery());
    webhooks =
        new WebhooksApi(
            new BearerGate(entra, settings.webhooksScope()),
            organization.id(),
            registrations,
            dispatcher);
    webhooksContract = ContractCheck.ofWebhooks(webhooks);
    webhooksServer =
        new SandboxServer(settings.webhooksPort(), webhooksContract, webhooks::controlled);
  }

  /** Starts both servers; tokens are those that the Entra sandbox issues. */
  public static PartnerCenterSandbox start(PartnerCenterSettings settings, EntraSandbox entra)
      throws IOException {
    return new PartnerCenterSandbox(settings, entra);
  }

  /** Base address of the Referrals API ({@code cosell.partner-center.api-url}). */
  public URI url() {
    return server.url();
  }

  /** Base address of the Webhooks API ({@code cosell.partner-center.webhooks-url}). */
  public URI webhooksUrl() {
    return webhooksServer.url();
  }

  /** Host and port that the signing certificate comes from. */
  public String certificateHost() {
    return server.url().getAuthority();
  }

  /** The authority that signs; writes the trust anchors that the bridge needs. */
  public SigningAuthority authority() {
    return SigningAuthority.shared();
  }

  /** The server of the Referrals API, with its request log and faults. */
  public SandboxServer server() {
    return server;
  }

  /** The server of the Webhooks API, with its request log and faults. */
  public SandboxServer webhooksServer() {
    return webhooksServer;
  }

  /** Lets the clock of the referrals go wrong by this time, ahead when positive. */
  public void shiftClock(Duration by) {
    clock.shift(by);
  }

  /** The dispatcher, with its switches and deliveries. */
  public WebhookDispatcher dispatcher() {
    return dispatcher;
  }

  /** Sets the callback that gets every event while nothing is registered; null for none. */
  public void callback(@Nullable URI url) {
    registrations.configure(url);
  }

  /** The Webhooks API, with what can be changed in it. */
  public WebhooksApi webhooks() {
    return webhooks;
  }

  /** Serves a certificate at {@code /cert/{name}.cer} and returns the signer that names it. */
  public EventSigner publish(String name, SigningIdentity identity) {
    return new EventSigner(identity, URI.create(server.url() + certificates.put(name, identity)));
  }

  /** Signs a body with the genuine certificate. */
  public SignedEvent sign(byte[] body) {
    return dispatcher.sign(body);
  }

  /** Posts an event of the caller's making once, now; returns the status, 0 without an answer. */
  public int deliver(SignedEvent event, URI callback) {
    return dispatcher.deliver(event, callback);
  }

  /** Sends an event about a referral, whether or not it changed. */
  public Delivery send(String eventName, String referralId, Instant changedAt) {
    return dispatcher.dispatch(WebhookEvent.ofReferral(eventName, referralId, changedAt));
  }

  /** Creates a deal as a portal user does. */
  public ObjectNode create(DealKind kind, JsonNode changes) {
    return portal.create(kind, changes);
  }

  /** Adds Microsoft's referral to the engagement of a deal. */
  public ObjectNode createMicrosofts(String referralId) {
    return portal.createMicrosofts(referrals.get(referralId));
  }

  /** Edits a referral by a JSON merge patch as a portal user does. */
  public ObjectNode edit(String referralId, JsonNode changes, boolean force) {
    return portal.edit(referralId, changes, force);
  }

  /** What Microsoft's seller does. */
  public MicrosoftSeller microsoft() {
    return microsoft;
  }

  /** The strictness in force. */
  public Strictness strictness() {
    return strictness.current();
  }

  /** Changes the strictness from now on. */
  public void change(Strictness other) {
    strictness.change(other);
  }

  Strictness change(ObjectNode changes) {
    return strictness.changeBy(changes);
  }

  /** Forgets all referrals and what is still to be told of them. */
  public void clear() {
    referrals.clear();
    dispatcher().forgetDeliveries();
  }

  /** The referrals of all parties, in the order of their creation. */
  public List<ObjectNode> referrals() {
    return referrals.all();
  }

  /** One referral. */
  public ObjectNode referral(String id) {
    return referrals.get(id);
  }

  /** Whether the published contracts were found. */
  public boolean validatesContracts() {
    return referralsContract.active() && webhooksContract.active();
  }

  /** Every exchange that the published contracts do not allow. */
  public List<Violation> contractViolations() {
    return Stream.of(referralsContract, webhooksContract)
        .flatMap(check -> check.violations().stream())
        .toList();
  }

  /** Empties {@link #contractViolations()}. */
  public void forgetContractViolations() {
    referralsContract.forget();
    webhooksContract.forget();
  }

  @Override
  public void close() {
    dispatcher.close();
    server.close();
    webhooksServer.close();
  }

  private void changed(ReferralChange change) {
    String engagement = change.referral().path("engagementId").asText();
    JsonNode own = referrals.of(engagement, organization).orElse(change.referral());
    dispatcher.dispatch(events.of(change, own));
  }
}
