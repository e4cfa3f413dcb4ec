package dev.cosell.bridge.dynamics;

import dev.cosell.bridge.mapping.DealStage;
import dev.cosell.bridge.sync.CrmTraits;
import java.util.Locale;

/** Won and lost rows are read-only until somebody reopens them; ids are guids. */
final class DynamicsTraits implements CrmTraits {

  @Override
  public boolean isReadOnly(String entity, DealStage stage) {
    return stage == DealStage.WON || stage == DealStage.LOST;
  }

  @Override
  public String recordId(String carried) {
    return carried.toLowerCase(Locale.ROOT);
  }

  /** The largest precision of a currency column; a smaller one is not known here. */
  @Override
  public int amountPlaces() {
    return 4;
  }
}
