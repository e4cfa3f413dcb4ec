package dev.cosell.bridge.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.crm.Deals;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.sync.CrmRecord;
import dev.cosell.bridge.sync.Decision;
import dev.cosell.bridge.sync.Mappings;
import dev.cosell.bridge.sync.Synchronization;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Synchronizations as they arrive at the Dynamics beans, with the shipped mapping files. */
final class DynamicsDeal {

  static final Mappings MAPPINGS =
      new Mappings(Deals.mapping("dynamics-opportunity"), Deals.mapping("dynamics-lead"));
  static final String REFERRAL = Deals.REFERRAL;
  static final RecordId OPPORTUNITY = RecordId.opportunity("11111111-0000-4000-8000-000000000001");
  static final RecordId LEAD = RecordId.lead("11111111-0000-4000-8000-000000000002");
  static final String ACCOUNT = "22222222-0000-4000-8000-000000000001";
  static final String CONTACT = "22222222-0000-4000-8000-000000000002";
  static final String DOLLAR = "66666666-0000-4000-8000-000000000001";
  static final String EURO = "66666666-0000-4000-8000-000000000002";
  static final String IDENTIFIER = "msft_microsoftpartnercenterreferralidentifier";
  static final Instant NOW = Deals.NOW;
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private DynamicsDeal() {}

  /** JSON with single quotes, amounts with their scale. */
  static ObjectNode json(String text) {
    return Deals.json(text);
  }

  static ObjectNode parsed(String text) {
    return Deals.parsed(text);
  }

  static ObjectNode referral() {
    return Deals.referral();
  }

  static DynamicsSettings settings(DynamicsSettings.CreateBy createBy) {
    URI nowhere = URI.create("https://contoso.example");
    return new DynamicsSettings(
        nowhere,
        nowhere,
        "id",
        "secret",
        null,
        null,
        16,
        Duration.ofMinutes(2),
        createBy,
        Duration.ofMinutes(3),
        250,
        true,
        Duration.ofMinutes(10));
  }

  /** Currencies that were read just now. */
  static DynamicsCurrencies currencies() {
    DynamicsCurrencies currencies = new DynamicsCurrencies(CLOCK);
    currencies.remember(
        answer(
            "{'value':[{'transactioncurrencyid':'%s','isocurrencycode':'USD'},{'transactioncurrencyid':'%s','isocurrencycode':'EUR'}]}"
                .formatted(DOLLAR, EURO)));
    return currencies;
  }

  static DataverseAnswer answer(String body, String... headers) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      map.put(headers[i], headers[i + 1]);
    }
    return new DataverseAnswer(body.isEmpty() ? MissingNode.getInstance() : json(body), map);
  }

  /** A link, with the version of its record. */
  static Link link(@Nullable RecordId record, @Nullable String version) {
    return Deals.link(record, version);
  }

  static Synchronization begun(Link link, JsonNode referral) {
    return Deals.begun(link, referral);
  }

  /** Everything of the referral, for a new record. */
  static Synchronization creating(Decision decision, JsonNode referral) {
    String entity = decision == Decision.CREATE_LEAD ? "lead" : "opportunity";
    RecordId lead = decision == Decision.TURN_LEAD_INTO_OPPORTUNITY ? LEAD : null;
    return Deals.creating(begun(link(lead, null), referral), decision, MAPPINGS.of(entity));
  }

  /** These fields of the referral, for an update of a record that was read at this version. */
  static Synchronization updating(
      RecordId record, @Nullable String version, JsonNode referral, String... fields) {
    Synchronization read =
        begun(link(record, null), referral)
            .withRecord(
                new CrmRecord(record, version, null, JsonNodeFactory.instance.objectNode()));
    return Deals.updating(read, MAPPINGS.of(record), fields);
  }

  /** The headers that a call sets, beside one that an earlier call left. */
  interface Call {
    void into(Map<String, Object> headers);
  }

  static Map<String, Object> headers(Call call) {
    Map<String, Object> headers = new HashMap<>();
    headers.put("CamelOlingo4.$filter", "left by an earlier call");
    headers.put("CamelOlingo4.endpointHttpHeaders", Map.of("If-Match", "left by an earlier call"));
    call.into(headers);
    return headers;
  }

  static String path(Map<String, Object> headers) {
    return String.valueOf(headers.get("CamelOlingo4.resourcePath"));
  }

  static Map<String, String> http(Map<String, Object> headers) {
    Map<String, String> http = new HashMap<>();
    if (headers.get("CamelOlingo4.endpointHttpHeaders") instanceof Map<?, ?> set) {
      set.forEach((name, value) -> http.put(String.valueOf(name), String.valueOf(value)));
    }
    return http;
  }
}
