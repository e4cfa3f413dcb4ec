package dev.cosell.bridge.salesforce.events;

import dev.cosell.bridge.crm.PollHealth;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Begins the subscription to change events anew when it has ended or may be dead: when Salesforce
 * has said nothing for long, when no event has come for long, or when the poll found a change that
 * no event announced. A connection that a firewall drops looks alive from here for ever.
 */
public final class ChangeEventWatch {

  private static final String SUBSCRIPTION = "the subscription to change events of Salesforce";
  private static final String EVENTS = "the announcement of changes by Salesforce";
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);

  /** Without events a long poll ends after 110 seconds, and the Pub/Sub API speaks after 270. */
  private static final Duration LONGEST_QUIET = Duration.ofMinutes(6);

  private final Subscription subscription;
  private final Duration longestSilence;
  private final ChangeEvents events;
  private final PollHealth health;
  private final Clock clock;
  private Instant begunAt;
  private Duration pause = FIRST_PAUSE;
  private long timesHeard;
  private Instant heardAt;

  /** What is watched. */
  public interface Subscription {

    /** How it stands. */
    Standing standing();

    /** Ends its connection and begins another one, without waiting for it. */
    void beginAnew();
  }

  /**
   * Watches a subscription that begins now.
   *
   * @param longestSilence for how long a subscription without events is trusted
   */
  public ChangeEventWatch(
      Subscription subscription,
      Duration longestSilence,
      ChangeEvents events,
      PollHealth health,
      Clock clock) {
    this.subscription = subscription;
    this.longestSilence = longestSilence;
    this.events = events;
    this.health = health;
    this.clock = clock;
    this.begunAt = clock.instant();
    this.heardAt = begunAt;
  }

  /** Looks after the subscription; called every few seconds. */
  public synchronized void look() {
    Standing standing = subscription.standing();
    if (events.isArriving()) {
      health.worked(EVENTS);
      pause = FIRST_PAUSE;
    }
    if (standing.isOpen()) {
      health.worked(SUBSCRIPTION);
    } else if (!standing.problem().isEmpty()) {
      health.failed(SUBSCRIPTION, standing.problem());
    }
    if (isDue(standing)) {
      beginAnew();
    }
  }

  private boolean isDue(Standing standing) {
    if (standing.isAlive() && (isQuiet(standing) || isSilent())) {
      return true;
    }
    if (clock.instant().isBefore(begunAt.plus(pause))) {
      return false;
    }
    boolean isOverdue = events.isOverdue();
    if (isOverdue) {
      health.failed(
          EVENTS,
          "records changed and no event came. The subscription is begun anew; is Change Data Capture"
              + " switched on for Opportunity, Lead and OpportunityContactRole?");
    }
    return isOverdue || !standing.isAlive();
  }

  private boolean isSilent() {
    return events.silence().compareTo(longestSilence) > 0;
  }

  private boolean isQuiet(Standing standing) {
    if (standing.timesHeard() != timesHeard) {
      timesHeard = standing.timesHeard();
      heardAt = clock.instant();
    }
    return heardAt.plus(LONGEST_QUIET).isBefore(clock.instant());
  }

  private void beginAnew() {
    begins(clock.instant());
    subscription.beginAnew();
  }

  /** One that lived long was no failure; after others the pause grows. */
  private void begins(Instant now) {
    Duration longer = pause.multipliedBy(2);
    if (begunAt.plus(longestSilence).isBefore(now)) {
      pause = FIRST_PAUSE;
    } else if (longer.compareTo(longestSilence) < 0) {
      pause = longer;
    }
    begunAt = now;
    heardAt = now;
    timesHeard = 0;
    events.begins();
  }
}
