package dev.cosell.bridge.sync;

import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.run.RunDetail;
import dev.cosell.bridge.run.RunLog;
import dev.cosell.bridge.sync.Merged.Conflict;
import dev.cosell.bridge.sync.Merged.Winner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** What a run tells of a merge. */
final class MergeNotes {

  private final RunLog log;
  private final FieldMapping mapping;

  MergeNotes(RunLog log, FieldMapping mapping) {
    this.log = log;
    this.mapping = mapping;
  }

  /**
   * Both values of each conflict.
   *
   * @return what a seller has to do about those that nobody won
   */
  List<String> conflicts(List<Conflict> conflicts) {
    List<String> problems = new ArrayList<>();
    for (Conflict conflict : conflicts) {
      log.conflict(
          new RunDetail.Conflict(
              conflict.field(),
              conflict.base(),
              conflict.referral(),
              conflict.record(),
              conflict.winner().name().toLowerCase(Locale.ROOT).replace('_', '-')));
      if (conflict.winner() == Winner.HELD) {
        problems.add(
            "both sides changed the "
                + mapping.field(conflict.field()).label()
                + "; set it to the same value on both sides to decide");
      }
    }
    return problems;
  }

  /** Fields that a seller changed and that do not travel. */
  void keptApart(Collection<String> fields) {
    fields.forEach(
        field ->
            log.step("the " + mapping.field(field).label() + " stays different on both sides"));
  }

  /** Fields that wait without anybody having to do something. */
  void waiting(Collection<String> fields) {
    if (!fields.isEmpty()) {
      log.step("on hold in the CRM; Partner Center has no such state of an accepted deal");
    }
  }
}
