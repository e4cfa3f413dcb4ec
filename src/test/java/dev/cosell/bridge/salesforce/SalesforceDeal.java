package dev.cosell.bridge.salesforce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.crm.ExactJson;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.MappedField;
import dev.cosell.bridge.mapping.Moment;
import dev.cosell.bridge.mapping.Snapshot;
import dev.cosell.bridge.run.RunLog;
import dev.cosell.bridge.salesforce.OrgStages.Stage;
import dev.cosell.bridge.sync.Decision;
import dev.cosell.bridge.sync.Mappings;
import dev.cosell.bridge.sync.Plan;
import dev.cosell.bridge.sync.Progress;
import dev.cosell.bridge.sync.RecordWrite;
import dev.cosell.bridge.sync.Synchronization;
import dev.cosell.bridge.sync.Trigger;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Synchronizations as they arrive at the Salesforce beans, with the shipped mapping files. */
final class SalesforceDeal {

  static final Mappings MAPPINGS = new TestedSalesforce().mappings();
  static final Instant NOW = Instant.parse("2030-01-05T10:00:00Z");

  private static final String REFERRAL = "33333333-0000-4000-8000-00000000000a";
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final List<Stage> STAGES =
      List.of(
          new Stage("Prospecting", false, false),
          new Stage("Qualification", false, false),
          new Stage("Closed Won", true, true),
          new Stage("Closed Lost", true, false));

  private SalesforceDeal() {}

  /** JSON with single quotes. */
  static ObjectNode json(String text) {
    try {
      return (ObjectNode) ExactJson.read(text.replace('\'', '"'));
    } catch (JsonProcessingException damaged) {
      throw new IllegalArgumentException(text, damaged);
    }
  }

  static SalesforceSettings settings() {
    URI nowhere = URI.create("https://contoso.my.salesforce.example");
    return new SalesforceSettings(
        nowhere,
        "id",
        "secret",
        "62.0",
        null,
        16,
        null,
        null,
        null,
        null,
        null,
        null,
        true,
        80,
        Duration.ofMinutes(15),
        Duration.ofMinutes(3),
        true,
        Duration.ofMinutes(10),
        "off",
        Duration.ofMinutes(15),
        "localhost:7443");
  }

  /**
   * An organisation where an opportunity has these fields.
   *
   * @param currency the one of all amounts, null when nobody tells
   */
  static SalesforceOrganization organization(@Nullable String currency, String... fields) {
    ObjectNode description = JsonNodeFactory.instance.objectNode();
    ArrayNode list = description.putArray("fields");
    List.of(fields).forEach(field -> list.addObject().put("name", field));
    SalesforceOrganization organization = new SalesforceOrganization(() -> "005", CLOCK);
    organization.isDescribedAs(
        new OrgFacts(
            Map.of(OrgFacts.OPPORTUNITY, ObjectFacts.of(description)),
            OrgStages.of(settings(), STAGES, new ArrayList<>()),
            currency),
        Map.of());
    return organization;
  }

  static Synchronization begun(JsonNode referral) {
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
    Trigger.News news = new Trigger.News(Trigger.Side.REFERRAL, "test", null);
    return Synchronization.begin(
            new Trigger(List.of(news), 0, false), new RunLog(), new Progress(link))
        .withReferral(referral);
  }

  /** Everything of the referral, for a new opportunity. */
  static Synchronization creating(JsonNode referral) {
    FieldMapping mapping = MAPPINGS.opportunity();
    Snapshot after = mapping.ofReferral(referral);
    RecordWrite write =
        new RecordWrite(
            "opportunity",
            mapping
                .columns(
                    referral,
                    after,
                    mapping.fields().stream().map(MappedField::name).collect(Collectors.toSet()),
                    Moment.CREATE)
                .columns(),
            null);
    return begun(referral)
        .withPlan(
            new Plan(
                Decision.CREATE_OPPORTUNITY,
                null,
                write,
                null,
                after,
                after,
                after,
                after,
                true,
                false));
  }
}
