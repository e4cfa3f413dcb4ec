package dev.cosell.bridge.partnercenter.registration;

import dev.cosell.bridge.crm.PollHealth;
import dev.cosell.bridge.ledger.Turns;
import dev.cosell.bridge.ledger.Turns.Turn;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Looks after registration and heartbeat, on one node at a time. */
@Component("registrationGuard")
class RegistrationGuard {

  private static final String STORE = "the store of the webhook registration";

  private final Turns turns;
  private final WatchStore store;
  private final RegistrationChecks checks;
  private final HeartbeatWatch heartbeats;
  private final PollHealth health = new PollHealth();

  RegistrationGuard(
      Turns turns, WatchStore store, RegistrationChecks checks, HeartbeatWatch heartbeats) {
    this.turns = turns;
    this.store = store;
    this.checks = checks;
    this.heartbeats = heartbeats;
  }

  /** Does what is due, unless another node is at it. */
  public void watch() {
    try {
      Watch now = store.now();
      if (checks.isDue(now) || heartbeats.isDue(now)) {
        turns.take(Turn.WEBHOOK_REGISTRATION, this::doWhatIsDue);
      }
      health.worked(STORE);
    } catch (DataAccessException | TransactionException unavailable) {
      health.failed(STORE, unavailable.getMessage());
    }
  }

  /** Another node may have done it since. */
  private void doWhatIsDue() {
    if (checks.isDue(store.now())) {
      checks.run();
    }
    heartbeats.run(store.now());
  }
}
