package dev.cosell.bridge.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.FieldType;
import dev.cosell.bridge.mapping.MappedField;
import dev.cosell.bridge.mapping.Moment;
import dev.cosell.bridge.mapping.Role;
import dev.cosell.bridge.mapping.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Whether a seller's deal can be created in Partner Center. It is checked before the call, because
 * Partner Center refuses incomplete deals without a usable reason. Source: rules for a successful
 * push (cosell-connector.md, section 11) and required fields (partner-center.md, section 8.1).
 */
@Component
class Sharing {

  private static final String SOLUTIONS = "/details/requirements/solutions";
  private static final String COUNTRY = "/customerProfile/address/country";
  private static final String CUSTOMER = "/customerProfile/name";
  private static final int MOST_SOLUTIONS = 50;

  private final Mappings mappings;
  private final List<String> required;
  private final Neighbours neighbours;

  Sharing(Mappings mappings, SyncSettings settings, Neighbours neighbours) {
    this.mappings = mappings;
    this.required = settings.requiredToShare();
    this.neighbours = neighbours;
  }

  /** The referral whose id the record carries already, empty when it carries none. */
  Optional<ReferralId> carried(CrmRecord record) {
    FieldMapping mapping = mappings.of(record.id());
    JsonNode id = mapping.ofRecord(record.row()).get(mapping.field(Role.IDENTIFIER).name());
    return id.isNull() ? Optional.empty() : ReferralId.parse(id.asText());
  }

  /** Why the deal is not for Partner Center, or empty. */
  Optional<Plan> refusal(Synchronization synchronization) {
    CrmRecord record = synchronization.record();
    if (record == null) {
      return ignored("the " + synchronization.link().record() + " does not exist in the CRM");
    }
    FieldMapping mapping = mappings.of(record.id());
    if (!DealRules.takesPart(mapping, record)) {
      return ignored(DealRules.SYNC_IS_OFF);
    }
    if (record.id().isLead()) {
      return ignored("a lead becomes a deal in Partner Center once it is qualified");
    }
    boolean isClosed = ComparedFields.isClosed(mapping, mapping.ofRecord(record.row()));
    return isClosed && carried(record).isEmpty()
        ? ignored("it was closed before it was shared with Partner Center")
        : Optional.empty();
  }

  /** Why this record is not the one of the referral that it carries, or empty. */
  Optional<String> rival(Synchronization synchronization, ReferralId carried) {
    return neighbours
        .holderOf(carried)
        .filter(holder -> holder.id() != synchronization.link().id())
        .map(Link::record)
        .map(
            other ->
                "the referral "
                    + carried
                    + " belongs to the "
                    + other
                    + ". Empty the referral identifier of this one to make it a deal of its own");
  }

  /** True when Partner Center was asked before: then the answer counts, not the rules. */
  boolean wasAsked(Synchronization synchronization) {
    return neighbours.isBeingCreated(synchronization.link().id());
  }

  /** What is missing, in words for a seller; null when nothing is. */
  @Nullable String missing(CrmRecord record) {
    FieldMapping mapping = mappings.of(record.id());
    Snapshot deal = mapping.ofRecord(record.row());
    List<String> missing = new ArrayList<>();
    for (MappedField field : mapping.fields()) {
      String problem = problem(field, deal.get(field.name()), mapping.entity());
      if (problem != null) {
        missing.add(problem);
      }
    }
    if (carriesNonsense(mapping, deal)) {
      missing.add("The referral identifier is not one of Partner Center; empty it");
    }
    if (asksForHelp(mapping, deal) && !hasContact(mapping, deal)) {
      missing.add(
          "A customer contact with an e-mail address is required when Microsoft's help is asked for");
    }
    return missing.isEmpty() ? null : String.join(". ", missing);
  }

  private @Nullable String problem(MappedField field, JsonNode value, String entity) {
    if (!field.toPartnerCenter().include(Moment.CREATE)) {
      return null;
    }
    if (isUnknownWord(field, value)) {
      return unknownWord(field, value);
    }
    boolean needed = required.contains(field.name());
    return switch (field.path().orElse("")) {
      case COUNTRY ->
          value.asText().matches("[A-Z]{2}") || (value.isNull() && !needed)
              ? null
              : "The account's country must be a two-letter ISO code";
      case SOLUTIONS -> solutions(value, needed);
      case CUSTOMER -> value.isNull() && needed ? "An account is required for the " + entity : null;
      default -> value.isNull() && needed ? "The " + field.label() + " is required" : null;
    };
  }

  /** A word that the mapping does not know would be left out without anybody knowing. */
  private static boolean isUnknownWord(MappedField field, JsonNode value) {
    return field.type() == FieldType.CHOICE
        && !value.isNull()
        && !field.values().words().contains(value.asText());
  }

  static String unknownWord(MappedField field, JsonNode value) {
    return "The value "
        + value.asText()
        + " of the "
        + field.label()
        + " is not in the field mapping; ask your administrator";
  }

  private static boolean carriesNonsense(FieldMapping mapping, Snapshot deal) {
    JsonNode id = deal.get(mapping.field(Role.IDENTIFIER).name());
    return !id.isNull() && ReferralId.parse(id.asText()).isEmpty();
  }

  private static @Nullable String solutions(JsonNode ids, boolean needed) {
    if (ids.size() > MOST_SOLUTIONS) {
      return "Partner Center takes " + MOST_SOLUTIONS + " solution ids at most";
    }
    return ids.isEmpty() && needed ? "A solution id is required" : null;
  }

  private static boolean asksForHelp(FieldMapping mapping, Snapshot deal) {
    MappedField help = ComparedFields.help(mapping);
    return help != null && !deal.get(help.name()).isNull();
  }

  private static boolean hasContact(FieldMapping mapping, Snapshot deal) {
    return mapping.fields().stream()
        .filter(field -> field.path().orElse("").startsWith(Sending.CUSTOMER_TEAM))
        .map(field -> field.type() == FieldType.TEAM ? deal.get(field.name()) : email(field, deal))
        .anyMatch(value -> !value.findPath("email").asText("").isEmpty() || value.isTextual());
  }

  private static JsonNode email(MappedField field, Snapshot deal) {
    return field.path().orElse("").endsWith("/email") ? deal.get(field.name()) : NullNode.instance;
  }

  private static Optional<Plan> ignored(String reason) {
    return Optional.of(Plan.asAWhole(Decision.IGNORE, reason));
  }
}
