package dev.cosell.bridge.crm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import dev.cosell.bridge.sync.Decision;
import dev.cosell.bridge.sync.Plan;
import dev.cosell.bridge.sync.Progress;
import dev.cosell.bridge.sync.RecordWrite;
import dev.cosell.bridge.sync.Synchronization;
import dev.cosell.bridge.sync.Trigger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A deal of Partner Center, and synchronizations of it as they arrive at the beans of a CRM. */
public final class Deals {

  /** The referral's id. */
  public static final String REFERRAL = "33333333-0000-4000-8000-00000000000a";

  /** When everything happens. */
  public static final Instant NOW = Instant.parse("2030-01-05T10:00:00Z");

  private static final String DEAL =
      """
      {"id": "33333333-0000-4000-8000-00000000000a", "eTag": "\\"e1\\"", "name": "Example rollout",
       "status": "Active", "substatus": "Accepted",
       "customerProfile": {"name": "O'Brien & Söhne", "address": {"addressLine1": "1 Sample Street", "postalCode": "AB 1"},
         "team": [{"firstName": "Avery", "lastName": "Example", "phoneNumber": "+15550100", "email": "avery+x@customer.example"}]},
       "details": {"notes": "Synthetic deal.", "dealValue": 50000.10, "currency": "USD",
         "closingDateTime": "2030-11-14T00:00:00Z"}}
      """;

  private Deals() {}

  /** A mapping as it is shipped. */
  public static FieldMapping mapping(String name) {
    return FieldMapping.load(Path.of("routes/mappings/" + name + ".yaml"));
  }

  /** JSON with single quotes, amounts with their scale. */
  public static ObjectNode json(String text) {
    return parsed(text.replace('\'', '"'));
  }

  /** An object, amounts with their scale. */
  public static ObjectNode parsed(String text) {
    try {
      return (ObjectNode) ExactJson.read(text);
    } catch (JsonProcessingException damaged) {
      throw new IllegalArgumentException(text, damaged);
    }
  }

  /** The referral: a private deal that was accepted. */
  public static ObjectNode referral() {
    return parsed(DEAL);
  }

  /** A link, with the version of its record. */
  public static Link link(@Nullable RecordId record, @Nullable String version) {
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

  /** A synchronization that has read the referral. */
  public static Synchronization begun(Link link, JsonNode referral) {
    return Synchronization.begin(
            new Trigger(List.of(new Trigger.News(Trigger.Side.REFERRAL, "test", null)), 0, false),
            new RunLog(),
            new Progress(link))
        .withReferral(referral);
  }

  /** With all fields of the mapping as they have to be written into a new record. */
  public static Synchronization creating(
      Synchronization begun, Decision decision, FieldMapping mapping) {
    Set<String> everything =
        mapping.fields().stream().map(MappedField::name).collect(Collectors.toSet());
    return planned(begun, decision, mapping, everything, Moment.CREATE);
  }

  /** With these fields as they have to be written into a record that is there. */
  public static Synchronization updating(
      Synchronization read, FieldMapping mapping, String... fields) {
    return planned(read, Decision.UPDATE, mapping, Set.of(fields), Moment.UPDATE);
  }

  private static Synchronization planned(
      Synchronization synchronization,
      Decision decision,
      FieldMapping mapping,
      Set<String> fields,
      Moment moment) {
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
            new RecordWrite(mapping.entity(), columns, stage),
            null,
            after,
            after,
            after,
            after,
            true,
            false));
  }
}
