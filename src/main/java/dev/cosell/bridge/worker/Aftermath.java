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
 * @param joined key of the link that takes this one's place, null when none does
 */
record Aftermath(
    Outcome outcome,
    @Nullable String reason,
    Link link,
    Changes changes,
    Instant nextAt,
    @Nullable Long joined) {

  /** What becomes of the changes. */
  enum Changes {
    COMPLETE,
    POSTPONE,
    /** They wait for a system that is left alone, which is no failure of theirs. */
    DEFER,
    PARK,
    /** They go to the link that takes this one's place. */
    PASS_ON
  }

  static Aftermath done(Outcome outcome, @Nullable String reason, Link link, Instant nextAt) {
    return new Aftermath(outcome, reason, link, Changes.COMPLETE, nextAt, null);
  }

  static Aftermath repeated(String reason, Link link, Instant at) {
    return new Aftermath(Outcome.POSTPONED, reason, link, Changes.POSTPONE, at, null);
  }

  static Aftermath deferred(String reason, Link link, Instant at) {
    return new Aftermath(Outcome.POSTPONED, reason, link, Changes.DEFER, at, null);
  }

  static Aftermath failed(String reason, Link link, Instant nextAt) {
    return new Aftermath(
        Outcome.FAILED,
        reason,
        link.standing(LinkState.FAILED, reason),
        Changes.PARK,
        nextAt,
        null);
  }

  /** The same, where another link takes this one's place. */
  Aftermath joining(long other) {
    return new Aftermath(outcome, reason, link, Changes.PASS_ON, nextAt, other);
  }
}
