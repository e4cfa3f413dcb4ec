package dev.cosell.bridge.sync;

import java.util.List;
import java.util.Optional;

/** An adapter's knowledge of its own failures. */
@FunctionalInterface
public interface FailureTranslator {

  /** What this failure means, or empty when it does not come from this adapter. */
  Optional<RemoteFailure> translate(Throwable failure);

  /** The knowledge of several adapters. */
  static FailureTranslator anyOf(List<FailureTranslator> adapters) {
    return failure ->
        adapters.stream().flatMap(known -> known.translate(failure).stream()).findFirst();
  }

  /**
   * What a failure means that may be wrapped in others: the outermost cause that is known counts.
   */
  default Optional<RemoteFailure> translateCause(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Optional<RemoteFailure> known =
          cause instanceof RemoteFailure told ? Optional.of(told) : translate(cause);
      if (known.isPresent()) {
        return known;
      }
    }
    return Optional.empty();
  }
}
