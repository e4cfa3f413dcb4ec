package dev.cosell.bridge.sync;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The notes of what was meant to be written, as the store keeps them. */
final class Notes implements Intentions {

  private final Map<Long, String> notes = new HashMap<>();

  @Override
  public Optional<String> of(long linkKey) {
    return Optional.ofNullable(notes.get(linkKey));
  }

  @Override
  public void note(long linkKey, String all) {
    notes.put(linkKey, all);
  }

  /** A synchronization has come through. */
  void forget() {
    notes.clear();
  }
}
