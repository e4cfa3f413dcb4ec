package dev.cosell.bridge.sync;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.mapping.Snapshot;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The result of a three-way merge.
 *
 * @param crmValues what has to be written to the record, by field
 * @param partnerCenterValues what has to be written to the referral, by field
 * @param conflicts fields that both sides had changed to different values
 * @param kept fields that differ and stay so, because they do not travel
 * @param record the record before the writes
 * @param agreed the base once the record is written and before the referral is
 */
public record Merged(
    Map<String, JsonNode> crmValues,
    Map<String, JsonNode> partnerCenterValues,
    List<Conflict> conflicts,
    Set<String> kept,
    Snapshot record,
    Snapshot agreed) {

  /** Copies the collections. */
  public Merged {
    crmValues = Collections.unmodifiableMap(new LinkedHashMap<>(crmValues));
    partnerCenterValues = Collections.unmodifiableMap(new LinkedHashMap<>(partnerCenterValues));
    conflicts = List.copyOf(conflicts);
    kept = Set.copyOf(kept);
  }

  /** Fields that have to be written to the record. */
  public Set<String> toCrm() {
    return crmValues.keySet();
  }

  /** Fields that have to be written to the referral. */
  public Set<String> toPartnerCenter() {
    return partnerCenterValues.keySet();
  }

  /** The same merge, after which both sides hold this value of one more field. */
  Merged giving(String field, JsonNode value, Snapshot referral) {
    Map<String, JsonNode> here = new LinkedHashMap<>(crmValues);
    Map<String, JsonNode> there = new LinkedHashMap<>(partnerCenterValues);
    if (!value.equals(record.get(field))) {
      here.put(field, value);
    }
    if (!value.equals(referral.get(field))) {
      there.put(field, value);
    }
    return new Merged(here, there, conflicts, kept, record, agreed);
  }

  /** A base once these fields are written to the referral, too. */
  public Snapshot afterSending(Snapshot base, Set<String> fields) {
    Snapshot after = base;
    for (String field : fields) {
      JsonNode sent = partnerCenterValues.getOrDefault(field, record.get(field));
      after = Base.with(after, field, sent, crmValues.getOrDefault(field, record.get(field)));
    }
    return after;
  }

  /** Who gets a field that both sides changed. */
  public enum Winner {
    /** Partner Center's value goes to the CRM. */
    PARTNER_CENTER,
    /** The CRM's value goes to Partner Center. */
    CRM,
    /** Neither: an operator decides. */
    HELD
  }

  /**
   * A field that both sides changed to different values.
   *
   * @param field its name
   * @param base the value on which both had agreed, a null node when there was none
   * @param referral the value in Partner Center
   * @param record the value in the CRM
   * @param winner who gets it
   */
  public record Conflict(
      String field, JsonNode base, JsonNode referral, JsonNode record, Winner winner) {}
}
