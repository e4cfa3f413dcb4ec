package dev.cosell.bridge.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.Sandbox;
import dev.cosell.bridge.sandbox.dataverse.DataverseSandbox;
import dev.cosell.bridge.sandbox.dataverse.DataverseSettings;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Dynamics 365, as sellers and administrators use it. Longer than other classes because its
 * interface is.
 */
final class DynamicsCrm implements Crm {

  static final String DEALS = "opportunities";
  static final String LEADS = "leads";

  private static final String ACCOUNTS = "accounts";
  private static final String CONTACTS = "contacts";

  private final Sandbox sandbox;
  private final DataverseSandbox dataverse;
  private final DynamicsWords words;

  DynamicsCrm(Sandbox sandbox) {
    this.sandbox = sandbox;
    this.dataverse = sandbox.dataverse();
    this.words = new DynamicsWords(dataverse);
  }

  @Override
  public String name() {
    return "dynamics";
  }

  @Override
  public Map<String, String> bridgeSettings() {
    return sandbox.bridgeSettings(name());
  }

  @Override
  public Map<String, String> settingsOfSmallPages() {
    return Map.of(setting("poll-page-size"), String.valueOf(traits().pollPageSize()));
  }

  @Override
  public CrmTraits traits() {
    return new DynamicsTraits();
  }

  @Override
  public CrmFaults faults() {
    return new DynamicsFaults(dataverse);
  }

  @Override
  public CrmRequests requests() {
    return new DynamicsRequests(dataverse, words);
  }

  @Override
  public String createDeal(ObjectNode form) {
    return dataverse.create(DEALS, words.formOfDeal(form)).toString();
  }

  @Override
  public String createLead(ObjectNode form) {
    return dataverse.create(LEADS, words.formOfLead(form)).toString();
  }

  @Override
  public void edit(String deal, ObjectNode form) {
    dataverse.update(DEALS, UUID.fromString(deal), words.formOfDeal(form));
  }

  @Override
  public void win(String deal) {
    dataverse.win(UUID.fromString(deal));
  }

  @Override
  public void lose(String deal) {
    dataverse.lose(UUID.fromString(deal));
  }

  @Override
  public void reopen(String deal) {
    dataverse.reopen(UUID.fromString(deal));
  }

  @Override
  public void hold(String deal) {
    dataverse.hold(UUID.fromString(deal));
  }

  @Override
  public void resume(String deal) {
    dataverse.resume(UUID.fromString(deal));
  }

  @Override
  public void share(String deal, boolean on) {
    dataverse.share(DEALS, UUID.fromString(deal), on);
  }

  @Override
  public void delete(String deal) {
    dataverse.delete(DEALS, UUID.fromString(deal));
  }

  @Override
  public void qualify(String lead) {
    ObjectNode qualified = SandboxJson.object().put("statecode", 1).put("statuscode", 3);
    dataverse.update(LEADS, UUID.fromString(lead), qualified);
  }

  @Override
  public String qualify(String lead, ObjectNode form) {
    ObjectNode deal = words.formOfDeal(form);
    deal.put("originatingleadid@odata.bind", "/leads(" + lead + ")");
    String id = dataverse.create(DEALS, deal).toString();
    qualify(lead);
    return id;
  }

  @Override
  public void clear() {
    deals().forEach(deal -> delete(deal.path("id").asText()));
    leads().forEach(lead -> dataverse.delete(LEADS, UUID.fromString(lead.path("id").asText())));
  }

  @Override
  public ObjectNode deal(String id) {
    return words.deal(row(DEALS, id));
  }

  @Override
  public List<ObjectNode> deals() {
    return dataverse.rows(DEALS).stream().map(words::deal).toList();
  }

  @Override
  public List<ObjectNode> deals(String referralId) {
    return ofReferral(DEALS, referralId).map(words::deal).toList();
  }

  @Override
  public List<ObjectNode> leads() {
    return dataverse.rows(LEADS).stream().map(words::lead).toList();
  }

  @Override
  public List<ObjectNode> leads(String referralId) {
    return ofReferral(LEADS, referralId).map(words::lead).toList();
  }

  private Stream<ObjectNode> ofReferral(String entitySet, String referralId) {
    return dataverse.rows(entitySet).stream()
        .filter(row -> referralId.equals(row.path(DynamicsColumns.IDENTIFIER).asText()));
  }

  @Override
  public List<ObjectNode> accounts() {
    return dataverse.rows(ACCOUNTS).stream().map(words::account).toList();
  }

  @Override
  public ObjectNode account(String deal) {
    return words.account(row(ACCOUNTS, related(deal, "_parentaccountid_value")));
  }

  @Override
  public ObjectNode contact(String deal) {
    return words.contact(row(CONTACTS, related(deal, "_parentcontactid_value")));
  }

  private String related(String deal, String lookup) {
    JsonNode id = row(DEALS, deal).path(lookup);
    if (id.isMissingNode()) {
      throw new AssertionError("The opportunity " + deal + " has no " + lookup);
    }
    return id.asText();
  }

  /** A row with Dataverse's own columns. */
  ObjectNode row(String entitySet, String id) {
    return dataverse.row(entitySet, UUID.fromString(id)).orElseThrow();
  }

  @Override
  public String unknownId() {
    return UUID.randomUUID().toString();
  }

  @Override
  public void later(Duration ahead, Runnable work) {
    DataverseSettings before = dataverse.settings();
    dataverse.change(before.withClock(Clock.offset(before.clock(), ahead)));
    try {
      work.run();
    } finally {
      dataverse.change(before);
    }
  }

  @Override
  public void shiftClock(Duration by) {
    dataverse.change(dataverse.settings().withClock(Clock.offset(Clock.systemUTC(), by)));
  }

  @Override
  public void awaitNextVersion() {
    // every write has an ETag of its own
  }

  @Override
  public boolean isVersionOf(String known, String deal) {
    return deal(deal).path("version").asText().equals(known);
  }

  @Override
  public void keepReferralIdsUnique(boolean unique) {
    DataverseSettings now = dataverse.settings();
    dataverse.change(now.withKeys(unique ? DataverseSettings.standard().keys() : Map.of()));
  }

  @Override
  public void expireSession() {
    sandbox.entra().expireAll();
  }

  @Override
  public long tokenRequests() {
    return sandbox.entra().server().requests().stream()
        .map(request -> request.form().getOrDefault("scope", ""))
        .filter(scope -> scope.startsWith(dataverse.url().toString()))
        .count();
  }

  @Override
  public String pollBean() {
    return "dynamicsPolling";
  }

  @Override
  public String pollRoute() {
    return "poll-dynamics";
  }

  @Override
  public String setting(String name) {
    return "cosell.dynamics." + name;
  }
}
