package dev.cosell.bridge.salesforce.events;

import dev.cosell.bridge.sync.CrmRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.camel.Body;
import org.jspecify.annotations.Nullable;

/**
 * Change events of Salesforce, and whether they still come. They only wake the poll: a connection
 * may die in silence, so that what the poll finds is compared with what was announced.
 */
public final class ChangeEvents {

  private static final Set<String> OURS = Set.of("Opportunity", "Lead", "OpportunityContactRole");

  /** An event may arrive after the change that it tells of was polled. */
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(30);

  /** The answer tells its time in whole seconds. */
  private static final Duration CLOCK_STEP = Duration.ofSeconds(2);

  private final Predicate<String> isOwnUser;
  private final Clock clock;
  private Instant lastAt;
  private boolean isArriving;
  private boolean isOverdue;

  /**
   * No event has come yet.
   *
   * @param isOwnUser whether an id is that of the user as whom the bridge writes
   */
  public ChangeEvents(Predicate<String> isOwnUser, Clock clock) {
    this.isOwnUser = isOwnUser;
    this.clock = clock;
    this.lastAt = clock.instant();
  }

  /**
   * Notes an event.
   *
   * @return whether the poll is worth while: it is of a record, and not of a write of our own
   */
  public boolean isNews(@Body ChangeEvent event) {
    if (event.isMissed()) {
      return true;
    }
    arrived();
    // without an entity it means: read again
    return (event.entity().isEmpty() || OURS.contains(event.entity()))
        && !isOwnUser.test(event.user());
  }

  private synchronized void arrived() {
    lastAt = clock.instant();
    isArriving = true;
    isOverdue = false;
  }

  /** The subscription begins anew. */
  public synchronized void begins() {
    lastAt = clock.instant();
    isArriving = false;
    isOverdue = false;
  }

  /** For how long no event has come. */
  synchronized Duration silence() {
    return Duration.between(lastAt, clock.instant());
  }

  /** Whether an event has come since the subscription began. */
  public synchronized boolean isArriving() {
    return isArriving;
  }

  /** Whether a record changed a while ago, and no event has come since. */
  synchronized boolean isOverdue() {
    return isOverdue;
  }

  /**
   * Compares what a poll has found with what was announced.
   *
   * @param sentAt the time of the answer by Salesforce's clock, null when it did not tell
   */
  public synchronized void polled(List<CrmRecord> records, @Nullable Instant sentAt) {
    if (sentAt == null) {
      return;
    }
    Instant lastByItsClock = lastAt.plus(Duration.between(clock.instant(), sentAt));
    isOverdue =
        isOverdue
            || records.stream()
                .map(CrmRecord::modifiedAt)
                .filter(Objects::nonNull)
                .anyMatch(
                    at ->
                        at.isAfter(lastByItsClock.plus(CLOCK_STEP))
                            && at.isBefore(sentAt.minus(ON_ITS_WAY)));
  }
}
