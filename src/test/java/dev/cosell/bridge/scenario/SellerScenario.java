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

/** What sellers do in the CRM, and what they and the users of the portal see of it. */
abstract class SellerScenario extends BridgeScenario {

  /** A complete private deal. */
  static final String DEAL =
      """
      {"name": "Rollout", "dealValue": 50000, "closingDate": "2030-11-14", "currency": "EUR",
       "notes": "Synthetic deal.",
       "account": {"name": "Example Customer Ltd", "street": "1 Sample Street", "city": "Sampletown",
                   "postalCode": "00000", "country": "US"},
       "contact": {"firstName": "Avery", "lastName": "Example", "email": "avery@customer.example",
                   "phone": "+15550100"},
       "owner": "robin@partner.example", "sync": true, "solutions": ["SOL-00001-AAA"]}
      """;

  /** A co-sell deal asks for Microsoft's help. */
  static final String HELP = "{'help':'ProofOfConceptOrDemo'}";

  @AfterEach
  void partnerCenterIsAsUsualAgain() {
    SANDBOX.partnerCenter().change(Strictness.defaults());
  }

  /** A seller saves a new opportunity; the changes are merged into a complete private deal. */
  static String saved(String changes) {
    return CRM.createDeal(form(changes));
  }

  /** The form of a complete private deal with changes. */
  static ObjectNode form(String changes) {
    ObjectNode form = json(DEAL);
    form.put("name", "Rollout " + UUID.randomUUID());
    form.setAll(json(changes));
    return form;
  }

  static void sellerEdits(String opportunity, String changes) {
    CRM.edit(opportunity, json(changes));
  }

  static String name(String opportunity) {
    return CRM.deal(opportunity).path("name").asText();
  }

  static String stage(String opportunity) {
    return CRM.deal(opportunity).path("stage").asText();
  }

  static String audit(String opportunity) {
    return CRM.deal(opportunity).path("audit").asText("");
  }

  Link linkOf(String opportunity) {
    return links.find(RecordId.opportunity(opportunity)).orElseThrow();
  }

  /** Polls, and waits until everything that follows is done. */
  void polled(String opportunity) {
    poll();
    settled(opportunity);
  }

  /** Waits until nothing of this deal is under way. */
  void settled(String opportunity) {
    RecordId record = RecordId.opportunity(opportunity);
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
  static List<ObjectNode> ownReferrals(String opportunity) {
    return SANDBOX.partnerCenter().referrals().stream()
        .filter(it -> it.path("externalReferenceId").asText().equals(opportunity))
        .filter(it -> !it.path("organizationId").asText().equals("msft"))
        .toList();
  }

  /** The one own referral; fails when there are none or several. */
  static ObjectNode ownReferral(String opportunity) {
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
  String shared(String changes) {
    String opportunity = saved(changes);
    polled(opportunity);
    assertThat(ownReferrals(opportunity)).hasSize(1);
    assertThat(audit(opportunity)).endsWith("sync success.");
    return opportunity;
  }

  Run lastRunOf(String opportunity) {
    return lastRun(ownReferral(opportunity).path("id").asText());
  }

  static List<SandboxRequest> writesToPartnerCenter() {
    return SANDBOX.partnerCenter().server().requests().stream()
        .filter(request -> !"GET".equals(request.method()))
        .toList();
  }
}
