package dev.cosell.bridge.salesforce;

import dev.cosell.bridge.mapping.DealStage;
import dev.cosell.bridge.sync.CrmTraits;
import java.time.Instant;

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

  /** By the stamp alone: the hash of a row is not listed, and a write tells no exact stamp. */
  @Override
  public boolean isKnown(String listed, String remembered) {
    Instant now = RecordVersion.stampOf(listed);
    Instant then = RecordVersion.stampOf(remembered);
    return now != null && then != null && !now.isAfter(then);
  }

  /** {@code Amount} is currency(18,2). */
  @Override
  public int amountPlaces() {
    return 2;
  }
}
