package dev.cosell.bridge.salesforce;

import dev.cosell.bridge.mapping.DealStage;
import dev.cosell.bridge.sync.CrmTraits;

/** Closed opportunities stay writable, converted leads do not; ids have a long form. */
final class SalesforceTraits implements CrmTraits {

  @Override
  public boolean isReadOnly(String entity, DealStage stage) {
    return "lead".equals(entity) && stage == DealStage.IN_PROGRESS;
  }

  @Override
  public String recordId(String carried) {
    return SalesforceId.whole(carried);
  }

  /** {@code Amount} is currency(18,2). */
  @Override
  public int amountPlaces() {
    return 2;
  }
}
