package dev.cosell.bridge.scenario;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.Sandbox;
import dev.cosell.bridge.sandbox.salesforce.SalesforceSandbox;
import dev.cosell.bridge.sandbox.salesforce.record.RecordId;
import dev.cosell.bridge.sandbox.salesforce.setup.SalesforceSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * Salesforce, as sellers and administrators use it. Longer than other classes because its interface
 * is.
 */
final class SalesforceCrm implements Crm {

  static final String DEALS = "Opportunity";
  static final String LEADS = "Lead";

  private static final String ACCOUNTS = "Account";

  /** What Salesforce demands of every opportunity. */
  private static final String SOME_DAY = "2030-12-31";

  private final Sandbox sandbox;
  private final SalesforceSandbox salesforce;
  private final SalesforceWords words = new SalesforceWords();

  SalesforceCrm(Sandbox sandbox) {
    this.sandbox = sandbox;
    this.salesforce = sandbox.salesforce();
    SalesforceSettings usual = salesforce.settings();
    salesforce.change(usual.with(usual.limits().withQueryBatchSize(SalesforceTraits.PAGE)));
  }

  @Override
  public String name() {
    return "salesforce";
  }

  @Override
  public Map<String, String> bridgeSettings() {
    Map<String, String> settings = new HashMap<>(sandbox.bridgeSettings(name()));
    settings.put(setting("api-limit-rest"), SalesforceFaults.REST.toString());
    return settings;
  }

  @Override
  public Map<String, String> settingsOfSmallPages() {
    return Map.of();
  }

  @Override
  public CrmTraits traits() {
    return new SalesforceTraits();
  }

  @Override
  public CrmFaults faults() {
    return new SalesforceFaults(salesforce);
  }

  @Override
  public CrmRequests requests() {
    return new SalesforceRequests(salesforce, words);
  }

  @Override
  public String createDeal(ObjectNode form) {
    ObjectNode fields = words.formOfDeal(form);
    fields.putIfAbsent("CloseDate", fields.textNode(SOME_DAY));
    return salesforce.create(DEALS, fields);
  }

  @Override
  public String createLead(ObjectNode form) {
    ObjectNode fields = words.formOfLead(form);
    fields.putIfAbsent("Company", fields.textNode("Example Customer Ltd"));
    fields.putIfAbsent("LastName", fields.textNode("Example"));
    return salesforce.create(LEADS, fields);
  }

  @Override
  public void edit(String deal, ObjectNode form) {
    salesforce.update(DEALS, deal, words.formOfDeal(form));
  }

  @Override
  public void win(String deal) {
    salesforce.win(deal);
  }

  @Override
  public void lose(String deal) {
    salesforce.lose(deal);
  }

  @Override
  public void reopen(String deal) {
    salesforce.reopen(deal);
  }

  @Override
  public void hold(String deal) {
    salesforce.hold(deal);
  }

  @Override
  public void resume(String deal) {
    salesforce.resume(deal);
  }

  @Override
  public void share(String deal, boolean on) {
    salesforce.share(DEALS, deal, on);
  }

  @Override
  public void delete(String deal) {
    salesforce.delete(DEALS, deal);
  }

  @Override
  public void qualify(String lead) {
    salesforce.convert(lead, false);
  }

  @Override
  public String qualify(String lead, ObjectNode form) {
    String deal = Objects.requireNonNull(salesforce.convert(lead, true));
    edit(deal, form);
    return deal;
  }

  @Override
  public void clear() {
    deals().forEach(deal -> delete(deal.path("id").asText()));
    leads().forEach(lead -> salesforce.delete(LEADS, lead.path("id").asText()));
  }

  @Override
  public ObjectNode deal(String id) {
    return words.deal(row(DEALS, id));
  }

  @Override
  public List<ObjectNode> deals() {
    return salesforce.rows(DEALS).stream().map(words::deal).toList();
  }

  @Override
  public List<ObjectNode> deals(String referralId) {
    return ofReferral(DEALS, referralId).map(words::deal).toList();
  }

  @Override
  public List<ObjectNode> leads() {
    return salesforce.rows(LEADS).stream().map(words::lead).toList();
  }

  @Override
  public List<ObjectNode> leads(String referralId) {
    return ofReferral(LEADS, referralId).map(words::lead).toList();
  }

  private Stream<ObjectNode> ofReferral(String sObject, String referralId) {
    return salesforce.rows(sObject).stream()
        .filter(row -> referralId.equals(row.path(SalesforceFields.IDENTIFIER).asText()));
  }

  @Override
  public List<ObjectNode> accounts() {
    return salesforce.rows(ACCOUNTS).stream().map(words::account).toList();
  }

  @Override
  public ObjectNode account(String deal) {
    return words.account(row(ACCOUNTS, related(deal, "AccountId")));
  }

  @Override
  public ObjectNode contact(String deal) {
    return words.contact(row("Contact", related(deal, "ContactId")));
  }

  private String related(String deal, String lookup) {
    JsonNode id = row(DEALS, deal).path(lookup);
    if (id.isMissingNode()) {
      throw new AssertionError("The opportunity " + deal + " has no " + lookup);
    }
    return id.asText();
  }

  private ObjectNode row(String sObject, String id) {
    return salesforce.row(sObject, id).orElseThrow();
  }

  @Override
  public String unknownId() {
    return RecordId.of("006", ThreadLocalRandom.current().nextLong(1_000_000_000L, 2_000_000_000L))
        .text();
  }

  @Override
  public void later(Duration ahead, Runnable work) {
    SalesforceSettings before = salesforce.settings();
    salesforce.change(before.withClock(Clock.offset(before.clock(), ahead)));
    try {
      work.run();
    } finally {
      salesforce.change(before);
    }
  }

  @Override
  public void shiftClock(Duration by) {
    salesforce.change(salesforce.settings().withClock(Clock.offset(Clock.systemUTC(), by)));
  }

  /** Stamps count seconds, and one vouches for a row only when its second is over. */
  @Override
  public void awaitNextVersion() {
    Instant over = Instant.now().plusSeconds(3);
    await().until(() -> Instant.now().isAfter(over));
  }

  @Override
  public boolean isVersionOf(String known, String deal) {
    return SalesforceWords.time(known.replaceFirst("Z?#.*", "+0000"))
        .toInstant()
        .equals(Instant.parse(deal(deal).path("modifiedAt").asText()));
  }

  @Override
  public void keepReferralIdsUnique(boolean unique) {
    salesforce.change(salesforce.settings().withUniqueReferralId(unique));
  }

  @Override
  public void expireSession() {
    salesforce.expireSessions();
  }

  @Override
  public long tokenRequests() {
    return salesforce.logins();
  }

  @Override
  public String pollBean() {
    return "salesforcePolling";
  }

  @Override
  public String pollRoute() {
    return "poll-salesforce";
  }

  @Override
  public String setting(String name) {
    return "cosell.salesforce." + name;
  }
}
