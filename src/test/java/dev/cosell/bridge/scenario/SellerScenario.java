package dev.cosell.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.run.Run;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.partnercenter.Strictness;
import dev.cosell.bridge.sandbox.webhook.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;

/** What sellers do in Dynamics 365, and what they and the users of the portal see of it. */
abstract class SellerScenario extends BridgeScenario {

  static final String IDENTIFIER = "msft_microsoftpartnercenterreferralidentifier";
  static final String AUDIT = "msft_microsoftpartnercenterreferralsyncaudit";

  private static final String DEAL =
      """
      {"name": "Rollout", "estimatedvalue": 50000, "estimatedclosedate": "2030-11-14", "currency": "EUR",
       "description": "Synthetic deal.",
       "account": {"name": "Example Customer Ltd", "address1_line1": "1 Sample Street", "address1_city": "Sampletown",
                   "address1_postalcode": "00000", "address1_country": "US"},
       "contact": {"firstname": "Avery", "lastname": "Example", "emailaddress1": "avery@customer.example",
                   "telephone1": "+15550100"},
       "owner": "robin@partner.example", "sync": true, "solutions": ["SOL-00001-AAA"]}
      """;

  /** A co-sell deal asks for Microsoft's help. */
  static final String HELP = "{'help':'ProofOfConceptOrDemo'}";

  @AfterEach
  void partnerCenterIsAsUsualAgain() {
    SANDBOX.partnerCenter().change(Strictness.defaults());
  }

  /** A seller saves a new opportunity; the changes are merged into a complete private deal. */
  static UUID saved(String changes) {
    ObjectNode form = json(DEAL);
    form.put("name", "Rollout " + UUID.randomUUID());
    form.setAll(json(changes));
    return SANDBOX.dataverse().create("opportunities", form);
  }

  static void sellerEdits(UUID opportunity, String changes) {
    SANDBOX.dataverse().update("opportunities", opportunity, json(changes));
  }

  static ObjectNode row(UUID opportunity) {
    return SANDBOX.dataverse().row("opportunities", opportunity).orElseThrow();
  }

  static String name(UUID opportunity) {
    return row(opportunity).path("name").asText();
  }

  static String audit(UUID opportunity) {
    return row(opportunity).path(AUDIT).asText("");
  }

  Link link(UUID opportunity) {
    return links.find(RecordId.opportunity(opportunity.toString())).orElseThrow();
  }

  /** Polls, and waits until everything that follows is done. */
  void polled(UUID opportunity) {
    poll();
    settled(opportunity);
  }

  /** Waits until nothing of this deal is under way. */
  void settled(UUID opportunity) {
    RecordId record = RecordId.opportunity(opportunity.toString());
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () ->
                SANDBOX.partnerCenter().dispatcher().deliveries().stream()
                        .noneMatch(delivery -> delivery.state() == Delivery.State.WAITING)
                    && links.findKey(record).filter(ledger::isOpen).isEmpty()
                    && ledger.backlog().due() == 0);
  }

  /** The own referrals that name this opportunity. */
  static List<ObjectNode> ownReferrals(UUID opportunity) {
    return SANDBOX.partnerCenter().referrals().stream()
        .filter(it -> it.path("externalReferenceId").asText().equals(opportunity.toString()))
        .filter(it -> !it.path("organizationId").asText().equals("msft"))
        .toList();
  }

  /** The one own referral; fails when there are none or several. */
  static ObjectNode ownReferral(UUID opportunity) {
    List<ObjectNode> found = ownReferrals(opportunity);
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  static List<ObjectNode> microsofts(JsonNode own) {
    return SANDBOX.partnerCenter().referrals().stream()
        .filter(it -> it.path("engagementId").equals(own.path("engagementId")))
        .filter(it -> it.path("organizationId").asText().equals("msft"))
        .toList();
  }

  /** Saved, polled and shared. */
  UUID shared(String changes) {
    UUID opportunity = saved(changes);
    polled(opportunity);
    assertThat(ownReferrals(opportunity)).hasSize(1);
    assertThat(audit(opportunity)).endsWith("sync success.");
    return opportunity;
  }

  Run lastRunOf(UUID opportunity) {
    return lastRun(ownReferral(opportunity).path("id").asText());
  }

  static List<SandboxRequest> writesToPartnerCenter() {
    return SANDBOX.partnerCenter().server().requests().stream()
        .filter(request -> !"GET".equals(request.method()))
        .toList();
  }
}
