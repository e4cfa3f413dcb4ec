package dev.cosell.bridge.sync;

import dev.cosell.bridge.mapping.DealStage;

/** What differs from CRM to CRM and a decision depends on. */
public interface CrmTraits {

  /**
   * Whether nobody can change a record that stands there.
   *
   * @param entity {@code opportunity} or {@code lead}
   */
  boolean isReadOnly(String entity, DealStage stage);

  /**
   * The id of a record as the CRM writes it.
   *
   * @param carried the id as a referral carries it; anything that is no id of this CRM stays as it
   *     is
   */
  String recordId(String carried);

  /**
   * Whether a version that the CRM lists tells of nothing that was not known at a remembered one.
   *
   * @param listed as {@code direct:crm-read-versions} brings it
   * @param remembered a version of a {@link CrmRecord}
   */
  default boolean isKnown(String listed, String remembered) {
    return listed.equals(remembered);
  }

  /** How many decimal places an amount has at most; the CRM rounds what has more. */
  int amountPlaces();
}
