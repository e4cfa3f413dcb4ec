package dev.cosell.bridge.sync;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.mapping.DealStage;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.FieldType;
import dev.cosell.bridge.mapping.MappedField;
import dev.cosell.bridge.mapping.ReferralChanges;
import dev.cosell.bridge.mapping.Snapshot;
import dev.cosell.bridge.run.RunDetail.FieldChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What of a seller's edits Partner Center takes as the deal stands. The rest is held back with a
 * reason; it goes out by itself once it is legal. Source: the status machine and what becomes fixed
 * when (partner-center.md, sections 6 and 9.2).
 */
final class Sending {

  /** Before a field's name in the base: the value that Partner Center refused as locked. */
  static final String LOCKED = "locked ";

  static final String CUSTOMER_TEAM = "/customerProfile/team";
  static final String VISIBLE = "/consent/consentToShareReferralWithMicrosoftSellers";

  private final FieldMapping mapping;
  private final JsonNode referral;
  private final Snapshot base;
  private final Map<String, JsonNode> values;
  private final Map<String, Set<String>> held = new LinkedHashMap<>();
  private final Set<String> waiting = new LinkedHashSet<>();
  private final @Nullable ReferralWrite write;

  /**
   * Applies the rules.
   *
   * @param values what the merge wants to send, by field
   */
  Sending(FieldMapping mapping, JsonNode referral, Snapshot base, Map<String, JsonNode> values) {
    this.mapping = mapping;
    this.referral = referral;
    this.base = base;
    this.values = values;
    this.write = written();
  }

  /** What is sent, null when nothing is. */
  @Nullable ReferralWrite write() {
    return write;
  }

  /** What is held back and why, in words for a seller; null when nothing is. */
  @Nullable String reason() {
    List<String> sentences = new ArrayList<>();
    held.forEach((why, fields) -> sentences.add(String.join(", ", fields) + ": " + why));
    return sentences.isEmpty()
        ? null
        : "Not sent to Partner Center: " + String.join("; ", sentences);
  }

  /** Fields that wait without anybody having to do something. */
  Set<String> waiting() {
    return waiting;
  }

  private @Nullable ReferralWrite written() {
    Set<String> allowed = new LinkedHashSet<>();
    values.keySet().stream()
        .map(mapping::field)
        .filter(this::isAllowed)
        .forEach(it -> allowed.add(it.name()));
    if (allowed.isEmpty()) {
      return null;
    }
    Snapshot snapshot = Snapshot.of(values);
    ReferralChanges changes = mapping.changes(referral, snapshot, allowed);
    for (String field : changes.unwritable()) {
      hold(mapping.field(field), unwritable(mapping.field(field)));
      allowed.remove(field);
    }
    return changes.operations().isEmpty()
        ? null
        : new ReferralWrite(changes.operations(), fieldChanges(allowed, snapshot));
  }

  private List<FieldChange> fieldChanges(Set<String> fields, Snapshot to) {
    Snapshot from = mapping.ofReferral(referral);
    return fields.stream()
        .map(name -> new FieldChange(name, "partner-center", from.get(name), to.get(name)))
        .toList();
  }

  private boolean isAllowed(MappedField field) {
    if (field.type() == FieldType.STATUS && isOnHold() && !Standing.isFinal(referral)) {
      // Partner Center knows no such state of an accepted deal, and nobody has to act
      waiting.add(field.name());
      return false;
    }
    String why = refusal(field);
    if (why != null) {
      hold(field, why);
    }
    return why == null;
  }

  private @Nullable String refusal(MappedField field) {
    JsonNode value = Snapshot.of(values).get(field.name());
    if (Standing.isFinal(referral)) {
      return "the deal is closed as "
          + referral.path("substatus").asText()
          + " in Partner Center, which is final";
    }
    if (isNotAccepted() && !leavesOnHold()) {
      return "the deal is not accepted yet; take it off hold to accept it, your changes go out then";
    }
    if (value.equals(base.get(LOCKED + field.name())) && !value.isNull()) {
      return "Partner Center has fixed it since the deal was shared";
    }
    if (mapping.isShortened(field.name(), referral)) {
      return "Partner Center holds a longer text than the CRM can; sending yours would cut it off,"
          + " so edit it in Partner Center";
    }
    return isHidingAgain(field, value)
        ? "a deal that was made visible to Microsoft cannot be hidden again"
        : null;
  }

  private static boolean isHidingAgain(MappedField field, JsonNode value) {
    return field.path().filter(VISIBLE::equals).isPresent() && !value.asBoolean();
  }

  private static String unwritable(MappedField field) {
    return field.type() == FieldType.SOLUTIONS
        ? "a solution id is required"
        : "Partner Center does not take this value";
  }

  private boolean isNotAccepted() {
    return "New".equalsIgnoreCase(referral.path("status").asText());
  }

  private boolean leavesOnHold() {
    return values.containsKey(ComparedFields.status(mapping)) && !isOnHold();
  }

  private boolean isOnHold() {
    JsonNode stage = values.get(ComparedFields.status(mapping));
    return stage != null && DealStage.ON_HOLD.word().equals(stage.asText());
  }

  private void hold(MappedField field, String why) {
    held.computeIfAbsent(why, it -> new TreeSet<>()).add(field.label());
  }
}
