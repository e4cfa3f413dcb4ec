package dev.cosell.bridge.salesforce;

import dev.cosell.bridge.crm.PollHealth;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Begins the subscription to change events, and begins it anew when it may be dead: when no event
 * has come for long, or when the poll found a change that no event announced. A stream that the
 * server ends, or that a firewall drops, looks alive from here for ever.
 */
final class ChangeEventWatch {

  private static final String SUBSCRIPTION = "the subscription to change events of Salesforce";
  private static final String EVENTS = "the announcement of changes by Salesforce";
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);

  private final ChangeEventRoute route;
  private final Duration longestSilence;
  private final ChangeEvents events;
  private final PollHealth health;
  private final ExecutorService beginnings;
  private final Clock clock;
  private final AtomicBoolean isBeginning = new AtomicBoolean();
  private volatile Instant notBefore = Instant.MIN;
  private volatile Duration pause = FIRST_PAUSE;

  /**
   * Watches one subscription.
   *
   * @param longestSilence for how long a subscription without events is trusted
   * @param beginnings one thread: to begin may take two minutes
   */
  ChangeEventWatch(
      ChangeEventRoute route,
      Duration longestSilence,
      ChangeEvents events,
      PollHealth health,
      ExecutorService beginnings,
      Clock clock) {
    this.route = route;
    this.longestSilence = longestSilence;
    this.events = events;
    this.health = health;
    this.beginnings = beginnings;
    this.clock = clock;
  }

  /** Looks after the subscription; called every few seconds. */
  public void look() {
    if (events.isArriving()) {
      health.worked(EVENTS);
      pause = FIRST_PAUSE;
    }
    if (isDue() && !isBeginning.getAndSet(true)) {
      beginnings.execute(this::beginAnew);
    }
  }

  private boolean isDue() {
    if (route.isStarted() && events.silence().compareTo(longestSilence) > 0) {
      return true;
    }
    if (clock.instant().isBefore(notBefore)) {
      return false;
    }
    boolean isOverdue = events.isOverdue();
    if (isOverdue) {
      health.failed(
          EVENTS,
          "records changed and no event came. The subscription is begun anew; is Change Data Capture"
              + " switched on for Opportunity, Lead and OpportunityContactRole?");
    }
    return isOverdue || !route.isStarted();
  }

  @SuppressWarnings("PMD.AvoidCatchingGenericException")
  private void beginAnew() {
    try {
      route.stop();
      events.begins();
      route.start();
      health.worked(SUBSCRIPTION);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    } catch (Exception noConnection) {
      health.failed(SUBSCRIPTION, noConnection.getMessage());
    } finally {
      notBefore = clock.instant().plus(pause);
      pause = pause.multipliedBy(2).compareTo(longestSilence) < 0 ? pause.multipliedBy(2) : pause;
      isBeginning.set(false);
    }
  }
}
