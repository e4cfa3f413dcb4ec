package dev.cosell.bridge.worker;

import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.run.Outcome;
import dev.cosell.bridge.run.Run;
import dev.cosell.bridge.run.RunDetail;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Tells each run in one line of the log and in the metrics. */
@Component
class RunStory {

  private static final Logger LOG = LoggerFactory.getLogger("dev.cosell.bridge.synchronization");

  private static final int MOST_NAMED = 6;

  private final MeterRegistry metrics;

  RunStory(MeterRegistry metrics) {
    this.metrics = metrics;
  }

  void tell(Run run, Link link) {
    Duration took = Duration.between(run.startedAt(), run.finishedAt());
    metrics.timer("cosell.synchronizations", "outcome", run.outcome().word()).record(took);
    String line = line(run, link, took);
    if (run.outcome() == Outcome.FAILED || run.outcome() == Outcome.POSTPONED) {
      LOG.warn(line);
    } else {
      LOG.info(line);
    }
  }

  private static String line(Run run, Link link, Duration took) {
    return String.format(
        "%s (%s) %s%s%s%s, %d calls, %d ms",
        link.words(),
        run.trigger(),
        run.outcome().word(),
        link.record() == null || link.referralId() == null ? "" : " " + link.record(),
        fields(run),
        run.reason() == null ? "" : ": " + run.reason(),
        run.detail().calls().size(),
        took.toMillis());
  }

  /** A new record has too many fields for one line; the run names them. */
  private static String fields(Run run) {
    List<String> fields =
        run.detail().fields().stream().map(RunDetail.FieldChange::field).distinct().toList();
    if (fields.isEmpty()) {
      return "";
    }
    return fields.size() > MOST_NAMED ? " [" + fields.size() + " fields]" : " " + fields;
  }
}
