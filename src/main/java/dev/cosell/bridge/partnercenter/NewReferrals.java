package dev.cosell.bridge.partnercenter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.MappedField;
import dev.cosell.bridge.mapping.Moment;
import dev.cosell.bridge.mapping.PatchOperation;
import dev.cosell.bridge.mapping.Snapshot;
import dev.cosell.bridge.run.RunDetail.FieldChange;
import dev.cosell.bridge.sync.Mappings;
import dev.cosell.bridge.sync.Synchronization;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Body;
import org.springframework.stereotype.Component;

/**
 * The bodies of new referrals: the own one out of the record, and Microsoft's out of the own one.
 * Source: the create samples of the Partner Center documentation. No status is sent; the service
 * gives it.
 */
@Component("newReferrals")
class NewReferrals {

  private static final String HELP = "/inviteContext/assistanceRequestCode";
  private static final String VISIBLE = "consentToShareReferralWithMicrosoftSellers";
  private static final String PROFILE = "customerProfile";
  private static final String DETAILS = "details";
  private static final String INTENT = "CustomerMarketplaceIntent";

  /** What a deal's details hold that Microsoft is told; the rest is the service's own. */
  private static final List<String> TOLD =
      List.of("notes", "dealValue", "currency", "closingDateTime", "requirements");

  private final Mappings mappings;
  private final PartnerCenterSettings settings;

  NewReferrals(Mappings mappings, PartnerCenterSettings settings) {
    this.mappings = mappings;
    this.settings = settings;
  }

  /** Whether the seller asks Microsoft for help with a deal that is not closed. */
  public boolean asksForHelp(@Body Synchronization synchronization) {
    JsonNode own = synchronization.referral();
    boolean closed = own != null && "Closed".equalsIgnoreCase(own.path("status").asText());
    return !closed && help(synchronization).isPresent();
  }

  /** The body of the own referral. */
  public String own(@Body Synchronization synchronization) {
    return ownBody(synchronization).toString();
  }

  private ObjectNode ownBody(Synchronization synchronization) {
    boolean shared = help(synchronization).isPresent();
    ObjectNode body = mapping(synchronization).newReferral(record(synchronization));
    body.put(SoughtReferral.REFERENCE, synchronization.knownRecordId().value());
    body.put("qualification", "SalesQualified");
    body.put("type", shared ? "Shared" : "Independent");
    body.withObjectProperty(PROFILE);
    consent(body, shared);
    attributes(body.withObjectProperty(DETAILS));
    ArrayNode target = body.putArray("target");
    String solution = body.at("/details/requirements/solutions/0/id").asText("");
    if (shared && !solution.isEmpty()) {
      target.addObject().put("type", "SolutionProfile").put("id", solution);
    }
    return body;
  }

  /** Asking for help implies that Microsoft sees the deal. */
  private static void consent(ObjectNode body, boolean shared) {
    ObjectNode consent = body.withObjectProperty("consent");
    consent.put("consentToToShareInfoWithOthers", true);
    consent.put("consentToContact", true);
    consent.put(VISIBLE, shared || consent.path(VISIBLE).asBoolean());
  }

  /** A mapping can only give an attribute its id, so that one without a type is the intent. */
  private void attributes(ObjectNode details) {
    ObjectNode additional =
        details.withObjectProperty("requirements").withObjectProperty("additionalRequirements");
    ArrayNode attributes = additional.withArrayProperty("attributes");
    boolean known = false;
    for (JsonNode attribute : attributes) {
      if (attribute instanceof ObjectNode untyped && !untyped.has("type")) {
        untyped.put("type", INTENT);
      }
      known |= INTENT.equals(attribute.path("type").asText());
    }
    String usual = settings.customerMarketplaceIntent();
    if (!known && !usual.equals(PartnerCenterSettings.NO_INTENT)) {
      attributes.addObject().put("type", INTENT).put("id", usual);
    }
  }

  /**
   * The body of Microsoft's referral. The own one as it was read comes first: a deal that is shared
   * later is shared as it stands. What its answer does not tell comes from the record.
   */
  public String microsofts(@Body Synchronization synchronization) {
    JsonNode own = synchronization.knownReferral();
    ObjectNode body = ownBody(synchronization);
    body.put("type", "Shared");
    body.set(SoughtReferral.ENGAGEMENT, own.path(SoughtReferral.ENGAGEMENT));
    for (String field : List.of("name", SoughtReferral.REFERENCE, "qualification", "team")) {
      take(body, own, field);
    }
    for (String field : List.of("name", "address", "size", "team")) {
      take(body.withObjectProperty(PROFILE), own.path(PROFILE), field);
    }
    TOLD.forEach(it -> take(body.withObjectProperty(DETAILS), own.path(DETAILS), it));
    attributes(body.withObjectProperty(DETAILS));
    consent(body, true);
    body.putArray("target").addObject().put("type", "BusinessProfileLocation").put("id", "msft");
    ObjectNode invitation = body.putObject("inviteContext");
    invitation.put("notes", body.at("/details/notes").asText(""));
    help(synchronization).ifPresent(it -> invitation.set("assistanceRequestCode", it));
    return body.toString();
  }

  private static void take(ObjectNode body, JsonNode own, String field) {
    JsonNode value = own.path(field);
    boolean empty = value.isNull() || (value.isContainerNode() && value.isEmpty());
    if (!value.isMissingNode() && !empty) {
      body.set(field, value.deepCopy());
    }
  }

  /** Notes what the own referral was created with. */
  void noteOwn(Synchronization synchronization) {
    Snapshot record = record(synchronization);
    mapping(synchronization)
        .newReferralFields()
        .forEach(it -> note(synchronization, it.name(), record.get(it.name())));
  }

  /** Notes what Microsoft was asked for. */
  void noteHelp(Synchronization synchronization) {
    Snapshot record = record(synchronization);
    helpField(synchronization)
        .ifPresent(it -> note(synchronization, it.name(), record.get(it.name())));
  }

  private static void note(Synchronization synchronization, String field, JsonNode value) {
    if (!value.isNull()) {
      synchronization.log().wrote(new FieldChange(field, "partner-center", null, value));
    }
  }

  /** The kind of help by Partner Center's word; empty when the seller asks for none. */
  private Optional<JsonNode> help(Synchronization synchronization) {
    FieldMapping mapping = mapping(synchronization);
    Snapshot record = record(synchronization);
    return helpField(synchronization)
        .flatMap(it -> mapping.patch(it.name(), record.get(it.name()), Moment.CREATE))
        .map(PatchOperation::value);
  }

  private Optional<MappedField> helpField(Synchronization synchronization) {
    return mapping(synchronization).fields().stream()
        .filter(it -> it.path().filter(HELP::equals).isPresent())
        .findFirst();
  }

  private FieldMapping mapping(Synchronization synchronization) {
    return mappings.of(synchronization.knownRecordId());
  }

  private Snapshot record(Synchronization synchronization) {
    return mapping(synchronization).ofRecord(synchronization.knownRecord().row());
  }
}
