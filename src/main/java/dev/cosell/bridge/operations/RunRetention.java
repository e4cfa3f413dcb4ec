package dev.cosell.bridge.operations;

import dev.cosell.bridge.ledger.Turns;
import dev.cosell.bridge.ledger.Turns.Turn;
import dev.cosell.bridge.link.Removal;
import dev.cosell.bridge.run.OldRuns;
import dev.cosell.bridge.run.RunSettings;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** The verbs of the route {@code delete-old-runs}. */
@Component("runRetention")
@EnableConfigurationProperties(RunSettings.class)
class RunRetention {

  private static final Logger LOG = LoggerFactory.getLogger(RunRetention.class);

  private final OldRuns runs;
  private final Removal removal;
  private final Turns turns;
  private final RunSettings settings;
  private final Clock clock;

  RunRetention(OldRuns runs, Removal removal, Turns turns, RunSettings settings, Clock clock) {
    this.runs = runs;
    this.removal = removal;
    this.turns = turns;
    this.settings = settings;
    this.clock = clock;
  }

  /** Deletes what is older than the setting says, unless another node is at it. */
  public void deleteOldRuns() {
    try {
      turns.take(Turn.RUN_RETENTION, this::delete);
    } catch (DataAccessException | TransactionException unavailable) {
      LOG.warn("old runs stay for now, the store is unavailable: {}", unavailable.getMessage());
    }
  }

  private void delete() {
    removal.forgetChangesWithoutLink();
    int deleted = runs.deleteBefore(clock.instant().minus(settings.keep()));
    if (deleted > 0) {
      LOG.info("{} runs older than {} were deleted", deleted, settings.keep());
    }
  }
}
