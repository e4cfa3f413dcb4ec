package dev.cosell.bridge.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.Sandbox;
import dev.cosell.bridge.sandbox.http.SandboxExchange;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is seen of a deal in both systems.
 *
 * @param sandbox with the Partner Center
 * @param crm the CRM of the same sandbox
 */
record BothSystems(Sandbox sandbox, Crm crm) {

  private static final String MICROSOFT = "msft";

  /** The own referrals that name this record. */
  List<ObjectNode> ownReferrals(String record) {
    return sandbox.partnerCenter().referrals().stream()
        .filter(it -> it.path("externalReferenceId").asText().equals(record))
        .filter(it -> !isMicrosofts(it))
        .toList();
  }

  /** All referrals of Microsoft. */
  List<ObjectNode> microsofts() {
    return sandbox.partnerCenter().referrals().stream().filter(BothSystems::isMicrosofts).toList();
  }

  /** Microsoft's referrals in the engagement of an own one. */
  List<ObjectNode> microsofts(JsonNode own) {
    return microsofts().stream()
        .filter(it -> it.path("engagementId").equals(own.path("engagementId")))
        .toList();
  }

  /** Whether the record of a referral is known on both sides. */
  boolean isLinked(String referral) {
    JsonNode record = sandbox.partnerCenter().referral(referral).path("externalReferenceId");
    return crm.deals(referral).stream().anyMatch(it -> it.path("id").equals(record));
  }

  /** Whether the referral of a record is known on both sides. */
  boolean isShared(String record) {
    String referral = crm.deal(record).path("referralId").asText("");
    return ownReferrals(record).stream().anyMatch(it -> it.path("id").asText().equals(referral));
  }

  /** The values of a field in the writes to the CRM that were carried out. */
  List<JsonNode> writtenToTheCrm(String word) {
    Set<Object> writes = new HashSet<>(crm.requests().writes());
    return crm.requests().exchanges().stream()
        .filter(it -> it.isCarriedOut() && writes.contains(it.request()))
        .map(it -> crm.requests().written(it.request()).path(word))
        .filter(value -> !value.isMissingNode())
        .toList();
  }

  /** The values at a path of a referral in the patches that were carried out. */
  List<JsonNode> writtenToPartnerCenter(String path) {
    List<JsonNode> values = new ArrayList<>();
    for (SandboxExchange exchange : sandbox.partnerCenter().server().exchanges()) {
      if (exchange.request().method().equals("PATCH") && exchange.isCarriedOut()) {
        for (JsonNode operation : SandboxJson.parse(exchange.request().body())) {
          if (operation.path("path").asText().equals(path)) {
            values.add(operation.path("value"));
          }
        }
      }
    }
    return values;
  }

  /**
   * The writes to both systems that were under way at the same time for the same deal.
   *
   * @param kills when a service was killed: what it had under way then ends in the other system
   *     while another node goes on already, so that it counts as ended
   */
  List<String> overlappingWrites(String referral, String record, List<Instant> kills) {
    List<SandboxExchange> writes =
        Stream.concat(
                sandbox.partnerCenter().server().exchanges().stream(),
                crm.requests().exchanges().stream())
            .filter(it -> !it.request().method().equals("GET"))
            .filter(
                it ->
                    it.request().path().contains(referral) || it.request().path().contains(record))
            .filter(it -> kills.stream().noneMatch(it::wasUnderWayAt))
            .sorted(Comparator.comparing(it -> it.request().at()))
            .toList();
    List<String> overlaps = new ArrayList<>();
    for (int next = 1; next < writes.size(); next++) {
      if (writes.get(next).overlaps(writes.get(next - 1))) {
        overlaps.add(words(writes.get(next - 1)) + " and " + words(writes.get(next)));
      }
    }
    return overlaps;
  }

  private static String words(SandboxExchange exchange) {
    return "%s %s %s (%s to %s, %d)"
        .formatted(
            exchange.request().method(),
            exchange.request().path(),
            exchange.request().body(),
            exchange.request().at(),
            exchange.endedAt(),
            exchange.status());
  }

  static boolean isOpen(JsonNode referral) {
    return referral.path("status").asText().equals("Active");
  }

  private static boolean isMicrosofts(JsonNode referral) {
    return referral.path("organizationId").asText().equals(MICROSOFT);
  }

  /** What both sides have to agree on, as the CRM has it. */
  static Map<String, Object> ofTheCrm(JsonNode deal) {
    return Map.of(
        "dealValue", deal.path("dealValue").decimalValue().stripTrailingZeros(),
        "currency", deal.path("currency").asText(),
        "closingDate", deal.path("closingDate").asText(),
        "notes", deal.path("notes").asText(),
        "stage", deal.path("stage").asText(),
        "solutions", Set.of(deal.path("solutions").asText().split(", ", -1)));
  }

  /** The same, as Partner Center has it. */
  static Map<String, Object> ofPartnerCenter(JsonNode referral) {
    JsonNode details = referral.path("details");
    return Map.of(
        "dealValue", details.path("dealValue").decimalValue().stripTrailingZeros(),
        "currency", details.path("currency").asText(),
        "closingDate", details.path("closingDateTime").asText().substring(0, 10),
        "notes", details.path("notes").asText(),
        "stage",
            isOpen(referral)
                ? "in-progress"
                : referral.path("substatus").asText().toLowerCase(Locale.ROOT),
        "solutions", Set.copyOf(details.at("/requirements/solutions").findValuesAsText("id")));
  }
}
