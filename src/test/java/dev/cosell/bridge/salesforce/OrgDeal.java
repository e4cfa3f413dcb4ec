package dev.cosell.bridge.salesforce;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.crm.Deals;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.sync.CrmRecord;
import dev.cosell.bridge.sync.Decision;
import dev.cosell.bridge.sync.Mappings;
import dev.cosell.bridge.sync.Synchronization;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Synchronizations as they arrive at the Salesforce beans, with the shipped mapping files. */
final class OrgDeal {

  static final RecordId OPPORTUNITY = RecordId.opportunity("006000000000001AAA");
  static final RecordId LEAD = RecordId.lead("00Q000000000001AAA");
  static final String IDENTIFIER = "Referral_Identifier__c";
  static final Clock CLOCK = Clock.fixed(Deals.NOW, ZoneOffset.UTC);
  static final List<OrgStages.Stage> STAGES =
      List.of(
          new OrgStages.Stage("Prospecting", false, false),
          new OrgStages.Stage("Qualification", false, false),
          new OrgStages.Stage("Closed Won", true, true),
          new OrgStages.Stage("Closed Lost", true, false));

  private OrgDeal() {}

  /** The shipped mappings; what an organisation lacks may be left out of them. */
  static Mappings mappings() {
    return new Mappings(Deals.mapping("salesforce-opportunity"), Deals.mapping("salesforce-lead"));
  }

  static OrgStages stages() {
    return new OrgStages("Prospecting", "Qualification", "Closed Won", "Closed Lost", STAGES);
  }

  /** An organisation with every field of the mappings and those that Salesforce has anyway. */
  static OrgFacts facts(Mappings mappings) {
    Map<String, Map<String, FieldFacts>> objects = new HashMap<>();
    for (String entity : List.of("opportunity", "lead")) {
      mappings
          .whole(entity)
          .columns()
          .forEach(
              column ->
                  objects
                      .computeIfAbsent(
                          OrgFacts.objectOf(column.table() == null ? entity : column.table()),
                          unseen -> new TreeMap<>())
                      .put(column.name(), field(column.name(), true)));
    }
    fields(
        objects, OrgFacts.OPPORTUNITY, "IsClosed", "IsWon", OrgFields.ACCOUNT, OrgFields.CONTACT);
    fields(objects, OrgFacts.LEAD, "IsConverted", "ConvertedOpportunityId");
    Map<String, ObjectFacts> facts = new HashMap<>();
    objects.forEach((name, fields) -> facts.put(name, new ObjectFacts(fields)));
    return new OrgFacts(facts, stages(), null);
  }

  private static void fields(
      Map<String, Map<String, FieldFacts>> objects, String object, String... names) {
    for (String name : names) {
      objects.computeIfAbsent(object, unseen -> new TreeMap<>()).put(name, field(name, true));
    }
  }

  /** A field that the bridge's user may edit, or only read. */
  static FieldFacts field(String name, boolean isEditable) {
    return new FieldFacts(name, isEditable, isEditable, true, List.of());
  }

  /** The same organisation, in which this object looks otherwise. */
  static OrgFacts with(OrgFacts facts, String object, @Nullable FieldFacts other, String name) {
    Map<String, ObjectFacts> objects = new HashMap<>(facts.objects());
    Map<String, FieldFacts> fields = new TreeMap<>(facts.object(object).fields());
    fields.remove(name);
    if (other != null) {
      fields.put(name, other);
    }
    objects.put(object, new ObjectFacts(fields));
    return new OrgFacts(objects, facts.stages(), facts.currency());
  }

  static SalesforceOrganization organization(OrgFacts facts) {
    SalesforceOrganization organization =
        new SalesforceOrganization(() -> "005000000000001AAA", CLOCK);
    organization.isDescribedAs(facts, Map.of());
    return organization;
  }

  /** An answer that Salesforce made at this time, at once. */
  static SalesforceAnswer answer(String json) {
    return new SalesforceAnswer(
        json.replace('\'', '"'), new SalesforceAnswer.Said(200, Deals.NOW, Duration.ZERO));
  }

  /** Everything of the referral, for a new record. */
  static Synchronization creating(Mappings mappings, String entity) {
    return Deals.creating(
        Deals.begun(Deals.link(null, null), Deals.referral()),
        "lead".equals(entity) ? Decision.CREATE_LEAD : Decision.CREATE_OPPORTUNITY,
        mappings.of(entity));
  }

  /** These fields of the referral, for an update of a record that was read as this row. */
  static Synchronization updating(
      FieldMapping mapping, CrmRecord read, ObjectNode referral, String... fields) {
    return Deals.updating(
        Deals.begun(Deals.link(read.id(), null), referral).withRecord(read), mapping, fields);
  }

  static CrmRecord record(RecordId id, @Nullable String version) {
    return new CrmRecord(id, version, null, JsonNodeFactory.instance.objectNode());
  }

  /** The headers that a call sets, beside one that an earlier call left. */
  static Map<String, Object> headers(Consumer<Map<String, Object>> call) {
    Map<String, Object> headers = new HashMap<>();
    headers.put("If-Unmodified-Since", "left by an earlier call");
    call.accept(headers);
    return headers;
  }

  /** What a run tells. */
  static List<String> steps(Synchronization synchronization) {
    return new ArrayList<>(synchronization.log().detail(List.of(), 0).steps());
  }
}
