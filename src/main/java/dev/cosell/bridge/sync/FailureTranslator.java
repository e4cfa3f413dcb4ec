package dev.cosell.bridge.sync;

import java.util.Optional;

/** An adapter's knowledge of its own failures. */
public interface FailureTranslator {

  /** What this failure means, or empty when it does not come from this adapter. */
  Optional<RemoteFailure> translate(Throwable failure);
}
