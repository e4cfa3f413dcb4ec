package dev.cosell.bridge.worker;

import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.run.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What follows from a synchronization.
 *
 * @param outcome how it ended
 * @param reason why it was held, ignored, postponed or failed
 * @param link the link to keep
 * @param changes what becomes of the changes that woke it
 * @param nextAt the earliest time of the link's next synchronization
 */
record Aftermath(
    Outcome outcome, @Nullable String reason, Link link, Changes changes, Instant nextAt) {

  /** What becomes of the changes. */
  enum Changes {
    COMPLETE,
    POSTPONE,
    PARK
  }

  static Aftermath done(Outcome outcome, @Nullable String reason, Link link, Instant nextAt) {
    return new Aftermath(outcome, reason, link, Changes.COMPLETE, nextAt);
  }

  static Aftermath repeated(String reason, Link link, Instant at) {
    return new Aftermath(Outcome.POSTPONED, reason, link, Changes.POSTPONE, at);
  }

  static Aftermath failed(String reason, Link link, Instant nextAt) {
    return new Aftermath(
        Outcome.FAILED, reason, link.standing(LinkState.FAILED, reason), Changes.PARK, nextAt);
  }
}
