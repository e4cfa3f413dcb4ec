package dev.cosell.bridge.run;

import dev.cosell.bridge.secret.Secrets;
import java.util.ArrayList;
import java.util.List;

/**
 * Notes of a synchronization while it is under way. It outlives a failure, so that the run tells
 * how far it came. Steps of a route may run on other threads, one after the other.
 */
public final class RunLog {

  private final List<String> steps = new ArrayList<>();
  private final List<RunDetail.Call> calls = new ArrayList<>();
  private final List<RunDetail.FieldChange> fields = new ArrayList<>();
  private final List<RunDetail.Conflict> conflicts = new ArrayList<>();

  /** Notes what was decided or done. */
  public synchronized void step(String words) {
    steps.add(Secrets.masked(words));
  }

  /** Notes a remote call. */
  public synchronized void call(RunDetail.Call call) {
    calls.add(call);
  }

  /** Notes a field that was written. */
  public synchronized void wrote(RunDetail.FieldChange change) {
    fields.add(change);
  }

  /** Notes a field that both sides had changed. */
  public synchronized void conflict(RunDetail.Conflict conflict) {
    conflicts.add(conflict);
  }

  /** How many remote calls there were so far. */
  public synchronized int callCount() {
    return calls.size();
  }

  /** The names of the fields written so far. */
  public synchronized List<String> writtenFields() {
    return fields.stream().map(RunDetail.FieldChange::field).distinct().toList();
  }

  /** Everything noted so far. */
  public synchronized RunDetail detail(List<String> changes, int attempt) {
    return new RunDetail(
        changes,
        attempt,
        List.copyOf(steps),
        List.copyOf(calls),
        List.copyOf(fields),
        List.copyOf(conflicts));
  }
}
