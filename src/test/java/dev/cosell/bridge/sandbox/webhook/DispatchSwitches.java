package dev.cosell.bridge.sandbox.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;

/**
 * What the dispatcher does wrong on purpose.
 *
 * @param duplicate every event is delivered twice
 * @param reorder events that follow each other closely are delivered newest first
 * @param paused nothing is delivered until the pause ends
 * @param dropNext how many of the next events are lost
 */
public record DispatchSwitches(boolean duplicate, boolean reorder, boolean paused, int dropNext) {

  /** Everything as it should be. */
  public static final DispatchSwitches NORMAL = new DispatchSwitches(false, false, false, 0);

  /** The same with or without duplicates. */
  public DispatchSwitches withDuplicate(boolean on) {
    return new DispatchSwitches(on, reorder, paused, dropNext);
  }

  /** The same with or without reordering. */
  public DispatchSwitches withReorder(boolean on) {
    return new DispatchSwitches(duplicate, on, paused, dropNext);
  }

  /** The same, paused or not. */
  public DispatchSwitches withPaused(boolean on) {
    return new DispatchSwitches(duplicate, reorder, on, dropNext);
  }

  /** The same with this many events to be lost. */
  public DispatchSwitches withDropNext(int count) {
    return new DispatchSwitches(duplicate, reorder, paused, count);
  }

  /** The same with what a control request names changed. */
  public DispatchSwitches changedBy(JsonNode changes) {
    return new DispatchSwitches(
        changes.path("duplicate").asBoolean(duplicate),
        changes.path("reorder").asBoolean(reorder),
        changes.path("paused").asBoolean(paused),
        changes.path("dropNext").asInt(dropNext));
  }

  /** The switches as the control API shows them. */
  public ObjectNode toJson() {
    return SandboxJson.object()
        .put("duplicate", duplicate)
        .put("reorder", reorder)
        .put("paused", paused)
        .put("dropNext", dropNext);
  }
}
