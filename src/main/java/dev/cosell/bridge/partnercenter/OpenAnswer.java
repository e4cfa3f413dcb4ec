package dev.cosell.bridge.partnercenter;

import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.springframework.stereotype.Component;

/** What to think of a create whose answer is not known. */
@Component
class OpenAnswer {

  private static final int CLIENT_ERROR = 4;

  /** After these it may have been carried out, or may be carried out still. */
  private static final Set<Integer> UNDECIDED = Set.of(408, 409, 425, 429);

  private final Duration patience;
  private final Clock clock;

  OpenAnswer(PartnerCenterSettings settings, Clock clock) {
    this.patience = settings.createPatience();
    this.clock = clock;
  }

  /**
   * Waits, by failing, as long as what was asked for may still show up: a list may lag behind.
   *
   * @param since when it was asked for
   */
  void beSurelyLost(Instant since, String what) {
    Duration rest = Duration.between(clock.instant(), since.plus(patience));
    if (!rest.isNegative() && !rest.isZero()) {
      throw new RemoteFailure(
          Kind.TRANSIENT,
          "Partner Center was asked to create "
              + what
              + ", no answer yet; looking again before asking a second time",
          rest,
          null);
    }
  }

  /**
   * Whether the answer says that nothing was created. A call that was not made says nothing: it may
   * have been the second one, after a first one whose answer was lost.
   */
  static boolean isRefusal(Exception failure) {
    return failure instanceof HttpOperationFailedException refused
        && refused.getStatusCode() / 100 == CLIENT_ERROR
        && !UNDECIDED.contains(refused.getStatusCode());
  }
}
