package dev.cosell.bridge.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxExchange;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.salesforce.SalesforceSandbox;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Salesforce was asked for. */
final class SalesforceRequests implements CrmRequests {

  /** What is none of the token endpoint. */
  static final String DATA = "/services/data/";

  private static final Pattern SINCE =
      Pattern.compile(" FROM Opportunity .* SystemModstamp >= (\\S+)");

  private final SalesforceSandbox salesforce;
  private final SalesforceWords words;

  SalesforceRequests(SalesforceSandbox salesforce, SalesforceWords words) {
    this.salesforce = salesforce;
    this.words = words;
  }

  static String sObject(String entity) {
    return entity.equals("lead") ? "Lead" : "Opportunity";
  }

  @Override
  public List<SandboxRequest> all() {
    return salesforce.requests().stream()
        .filter(request -> request.path().startsWith(DATA))
        .toList();
  }

  @Override
  public List<SandboxExchange> exchanges() {
    return salesforce.exchanges();
  }

  @Override
  public void forget() {
    salesforce.forgetRequests();
  }

  /** A composite of the bridge only reads. */
  @Override
  public List<SandboxRequest> writes() {
    return all().stream()
        .filter(request -> !request.method().equals("GET") && !isComposite(request))
        .toList();
  }

  @Override
  public ObjectNode written(SandboxRequest write) {
    return words.written(
        write.path().contains("/sobjects/Lead/"), SandboxJson.parseObject(write.body()));
  }

  @Override
  public boolean isGuardedBy(SandboxRequest write, String version) {
    return write
        .header("If-Unmodified-Since")
        .map(date -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from))
        .filter(SalesforceWords.time(version).toInstant()::equals)
        .isPresent();
  }

  @Override
  public List<SandboxRequest> polls(String entity) {
    String asked = " FROM " + sObject(entity) + " WHERE Sync_with_Partner_Center__c = true ";
    return all().stream()
        .filter(request -> isPage(request) || isPoll(request))
        .filter(request -> isPage(request) || queries(request).contains(asked))
        .toList();
  }

  @Override
  public List<SandboxRequest> pollRounds() {
    return all().stream().filter(SalesforceRequests::isPoll).toList();
  }

  @Override
  public Instant polledSince(SandboxRequest poll) {
    String asked = queries(poll);
    Matcher since = SINCE.matcher(asked);
    if (!since.find()) {
      throw new AssertionError("This poll asks for all changes: " + asked);
    }
    return Instant.from(
        DateTimeFormatter.ISO_INSTANT.withZone(ZoneOffset.UTC).parse(since.group(1)));
  }

  @Override
  public List<SandboxRequest> reads() {
    return all().stream()
        .filter(request -> request.method().equals("GET"))
        .filter(
            request ->
                request.parameters().getOrDefault("q", "").matches(".* FROM (Opportunity|Lead) .*"))
        .toList();
  }

  @Override
  public List<SandboxRequest> others() {
    return all().stream().filter(request -> !isPoll(request) && !isPage(request)).toList();
  }

  private static boolean isComposite(SandboxRequest request) {
    return request.path().endsWith("/composite");
  }

  private static boolean isPage(SandboxRequest request) {
    return request.path().matches(".*/query/[^/]+");
  }

  /** The search for removed records asks by composite, too. */
  private static boolean isPoll(SandboxRequest request) {
    return isComposite(request) && queries(request).contains(", SystemModstamp,");
  }

  private static String queries(SandboxRequest composite) {
    return URLDecoder.decode(composite.body(), StandardCharsets.UTF_8);
  }
}
