package dev.cosell.bridge.dynamics;

import dev.cosell.bridge.sync.FailureTranslator;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import java.util.Optional;

/** What Dataverse's refusals mean. */
final class DynamicsFailures implements FailureTranslator {

  private static final int FORBIDDEN = 403;

  @Override
  public Optional<RemoteFailure> translate(Throwable failure) {
    return failure instanceof DataverseException refused
        ? Optional.of(translated(refused))
        : Optional.empty();
  }

  private RemoteFailure translated(DataverseException refused) {
    return new RemoteFailure(
        kind(refused), String.valueOf(refused.getMessage()), refused.getRetryAfter(), refused);
  }

  private static Kind kind(DataverseException refused) {
    // a row that is gone between read and write: the fresh read tells
    if (refused.isStale() || refused.isMissing()) {
      return Kind.STALE;
    }
    if (refused.isUnauthorized()) {
      return Kind.UNAUTHORIZED;
    }
    if (refused.getStatus() == FORBIDDEN) {
      return Kind.FORBIDDEN;
    }
    boolean redirected = refused.getStatus() / 100 == 3;
    return redirected || refused.isTransient() ? Kind.TRANSIENT : Kind.REJECTED;
  }
}
