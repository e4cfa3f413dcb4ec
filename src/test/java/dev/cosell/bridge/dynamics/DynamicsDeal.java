package dev.cosell.bridge.dynamics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.crm.ExactJson;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.mapping.ColumnWrite;
import dev.cosell.bridge.mapping.DealStage;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.MappedField;
import dev.cosell.bridge.mapping.Moment;
import dev.cosell.bridge.mapping.Snapshot;
import dev.cosell.bridge.run.RunLog;
import dev.cosell.bridge.sync.CrmRecord;
import dev.cosell.bridge.sync.Decision;
import dev.cosell.bridge.sync.Mappings;
import dev.cosell.bridge.sync.Plan;
import dev.cosell.bridge.sync.Progress;
import dev.cosell.bridge.sync.RecordWrite;
import dev.cosell.bridge.sync.Synchronization;
import dev.cosell.bridge.sync.Trigger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Synchronizations as they arrive at the Dynamics beans, with the shipped mapping files. */
final class DynamicsDeal {

  static final Mappings MAPPINGS =
      new Mappings(mapping("dynamics-opportunity"), mapping("dynamics-lead"));
  static final String REFERRAL = "33333333-0000-4000-8000-00000000000a";
  static final RecordId OPPORTUNITY = RecordId.opportunity("11111111-0000-4000-8000-000000000001");
  static final RecordId LEAD = RecordId.lead("11111111-0000-4000-8000-000000000002");
  static final String ACCOUNT = "22222222-0000-4000-8000-000000000001";
  static final String CONTACT = "22222222-0000-4000-8000-000000000002";
  static final String DOLLAR = "66666666-0000-4000-8000-000000000001";
  static final String EURO = "66666666-0000-4000-8000-000000000002";
  static final String IDENTIFIER = "msft_microsoftpartnercenterreferralidentifier";
  static final Instant NOW = Instant.parse("2030-01-05T10:00:00Z");
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private static final String DEAL =
      """
      {"id": "33333333-0000-4000-8000-00000000000a", "eTag": "\\"e1\\"", "name": "Example rollout",
       "status": "Active", "substatus": "Accepted",
       "customerProfile": {"name": "O'Brien & Söhne", "address": {"addressLine1": "1 Sample Street", "postalCode": "AB 1"},
         "team": [{"firstName": "Avery", "lastName": "Example", "phoneNumber": "+15550100", "email": "avery+x@customer.example"}]},
       "details": {"notes": "Synthetic deal.", "dealValue": 50000.10, "currency": "USD",
         "closingDateTime": "2030-11-14T00:00:00Z"}}
      """;

  private DynamicsDeal() {}

  private static FieldMapping mapping(String name) {
    return FieldMapping.load(Path.of("routes/mappings/" + name + ".yaml"));
  }

  /** JSON with single quotes, amounts with their scale. */
  static ObjectNode json(String text) {
    return parsed(text.replace('\'', '"'));
  }

  static ObjectNode parsed(String text) {
    try {
      return (ObjectNode) ExactJson.read(text);
    } catch (JsonProcessingException damaged) {
      throw new IllegalArgumentException(text, damaged);
    }
  }

  static ObjectNode referral() {
    return parsed(DEAL);
  }

  static DynamicsSettings settings(DynamicsSettings.CreateBy createBy) {
    URI nowhere = URI.create("https://contoso.example");
    return new DynamicsSettings(
        nowhere,
        nowhere,
        "id",
        "secret",
        null,
        16,
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
    Link link =
        new Link(
            1,
            new ReferralId(REFERRAL),
            null,
            null,
            LinkState.NEW,
            null,
            JsonNodeFactory.instance.objectNode(),
            null,
            null,
            null,
            null,
            NOW,
            NOW);
    return record == null ? link : link.with(record, version);
  }

  static Synchronization begun(Link link, JsonNode referral) {
    return Synchronization.begin(
            new Trigger(List.of(new Trigger.News(Trigger.Side.REFERRAL, "test", null)), 0, false),
            new RunLog(),
            new Progress(link))
        .withReferral(referral);
  }

  /** Everything of the referral, for a new record. */
  static Synchronization creating(Decision decision, JsonNode referral) {
    String entity = decision == Decision.CREATE_LEAD ? "lead" : "opportunity";
    RecordId lead = decision == Decision.TURN_LEAD_INTO_OPPORTUNITY ? LEAD : null;
    FieldMapping mapping = MAPPINGS.of(entity);
    Set<String> everything =
        mapping.fields().stream().map(MappedField::name).collect(Collectors.toSet());
    return planned(begun(link(lead, null), referral), decision, entity, everything, Moment.CREATE);
  }

  /** These fields of the referral, for an update of a record that was read at this version. */
  static Synchronization updating(
      RecordId record, @Nullable String version, JsonNode referral, String... fields) {
    Synchronization read =
        begun(link(record, null), referral)
            .withRecord(
                new CrmRecord(record, version, null, JsonNodeFactory.instance.objectNode()));
    return planned(read, Decision.UPDATE, record.entity(), Set.of(fields), Moment.UPDATE);
  }

  private static Synchronization planned(
      Synchronization synchronization,
      Decision decision,
      String entity,
      Set<String> fields,
      Moment moment) {
    FieldMapping mapping = MAPPINGS.of(entity);
    JsonNode referral = synchronization.knownReferral();
    Snapshot after = mapping.ofReferral(referral);
    List<ColumnWrite> columns = mapping.columns(referral, after, fields, moment).columns();
    DealStage stage =
        fields.contains("status")
            ? DealStage.of(referral.path("status").asText(), referral.path("substatus").asText())
                .orElse(null)
            : null;
    return synchronization.withPlan(
        new Plan(
            decision,
            null,
            new RecordWrite(entity, columns, stage),
            null,
            after,
            after,
            after,
            after,
            true,
            false));
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
