package dev.cosell.bridge.sync;

import dev.cosell.bridge.link.Link;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** The verbs of the route that tells sellers on the record why a synchronization failed. */
@Component("explainFailure")
public class ExplainFailure {

  private final Planner planner;

  ExplainFailure(Planner planner) {
    this.planner = planner;
  }

  /** Takes over what the failed synchronization knew of the record. */
  public Synchronization recall(Synchronization synchronization) {
    CrmRecord known = synchronization.progress().record();
    return known != null && known.row().isObject()
        ? synchronization.withRecord(known)
        : synchronization;
  }

  /** True when the record has to be read first. */
  public boolean isUnknown(Synchronization synchronization) {
    return synchronization.record() == null;
  }

  /** What the record is to show. */
  public Synchronization decide(Synchronization synchronization) {
    String refused = synchronization.progress().invitationRefused();
    String reason = refused == null ? synchronization.reason() : refused;
    return synchronization.withPlan(planner.held(synchronization, Objects.requireNonNull(reason)));
  }

  /** Remembers the version that this write made: it is no news. */
  public Synchronization told(Synchronization synchronization) {
    CrmRecord record = synchronization.record();
    Link link = synchronization.link();
    if (record != null) {
      synchronization
          .progress()
          .reached(link.agreeing(link.base(), link.referralVersion(), null).saw(record.version()));
    }
    return synchronization;
  }
}
