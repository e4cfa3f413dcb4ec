package dev.cosell.bridge.sync;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.mapping.Snapshot;
import java.util.List;
import java.util.Set;

/**
 * The result of a three-way merge.
 *
 * @param toCrm fields whose value in the referral has to be written to the record
 * @param toPartnerCenter fields whose value in the record has to be written to the referral
 * @param conflicts fields that both sides had changed to different values
 * @param agreed the base once {@code toCrm} is written; fields that still differ keep their old
 *     base
 */
public record Merged(
    Set<String> toCrm, Set<String> toPartnerCenter, List<Conflict> conflicts, Snapshot agreed) {

  /** Copies the collections. */
  public Merged {
    toCrm = Set.copyOf(toCrm);
    toPartnerCenter = Set.copyOf(toPartnerCenter);
    conflicts = List.copyOf(conflicts);
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
