package dev.cosell.bridge.sync;

import java.util.Optional;

/** What synchronizations of a link meant to write since the last one that came through. */
public interface Intentions {

  /** The notes as they were made, empty when there are none. */
  Optional<String> of(long linkKey);

  /** Makes the notes durable before anything is written. */
  void note(long linkKey, String notes);
}
