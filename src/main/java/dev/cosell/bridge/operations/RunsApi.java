package dev.cosell.bridge.operations;

import dev.cosell.bridge.ledger.ChangeSource;
import dev.cosell.bridge.ledger.Inbox;
import dev.cosell.bridge.run.Outcome;
import dev.cosell.bridge.run.Run;
import dev.cosell.bridge.run.RunDetail;
import dev.cosell.bridge.run.RunQuery;
import dev.cosell.bridge.run.Runs;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The runs, to look at and to resubmit. */
@RestController
@RequestMapping("/api/runs")
class RunsApi {

  private final Runs runs;
  private final Inbox inbox;

  RunsApi(Runs runs, Inbox inbox) {
    this.runs = runs;
    this.inbox = inbox;
  }

  @GetMapping
  Page<Line> search(
      @RequestParam(defaultValue = "") String outcome,
      @RequestParam(defaultValue = "") String referralId,
      @RequestParam(defaultValue = "") String recordId,
      @RequestParam(defaultValue = "0") int page,
      @RequestParam(defaultValue = "20") int size) {
    PageRequest wanted = PageRequest.of(page, size);
    RunQuery search =
        new RunQuery(
            outcome(outcome),
            referralId.isBlank() ? null : Problem.referralId(referralId),
            recordId.isBlank() ? null : recordId.strip(),
            wanted.page(),
            wanted.size());
    List<Line> found = runs.search(search).stream().map(Line::of).toList();
    return new Page<>(found, wanted.page(), wanted.size(), runs.count(search));
  }

  @GetMapping("/{id}")
  Whole one(@PathVariable long id) {
    return Whole.of(find(id));
  }

  @PostMapping("/{id}/resubmit")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Accepted resubmit(@PathVariable long id) {
    Run run = find(id);
    inbox.dealChanged(run.linkKey(), ChangeSource.OPERATOR, "resubmit of run " + id);
    return new Accepted(
        run.referralId() == null ? String.valueOf(run.recordId()) : run.referralId().value());
  }

  private Run find(long id) {
    return runs.find(id).orElseThrow(() -> Problem.notFound("no run " + id));
  }

  private static @Nullable Outcome outcome(String word) {
    if (word.isBlank()) {
      return null;
    }
    return Arrays.stream(Outcome.values())
        .filter(outcome -> outcome.word().equals(word))
        .findFirst()
        .orElseThrow(
            () -> Problem.badRequest("outcome is '" + word + "': " + words() + " are allowed"));
  }

  private static List<String> words() {
    return Arrays.stream(Outcome.values()).map(Outcome::word).toList();
  }

  /** A run as a list shows it. */
  record Line(
      long id,
      @Nullable String referralId,
      @Nullable String recordId,
      String trigger,
      String outcome,
      @Nullable String reason,
      Instant startedAt,
      long millis,
      int calls,
      List<String> fields) {

    static Line of(Run run) {
      return new Line(
          run.id(),
          run.referralId() == null ? null : run.referralId().value(),
          run.recordId(),
          run.trigger(),
          run.outcome().word(),
          run.reason(),
          run.startedAt(),
          Duration.between(run.startedAt(), run.finishedAt()).toMillis(),
          run.detail().calls().size(),
          run.detail().fields().stream().map(RunDetail.FieldChange::field).distinct().toList());
    }
  }

  /** A run with everything that it did. */
  record Whole(
      long id,
      @Nullable String referralId,
      @Nullable String recordId,
      String trigger,
      String outcome,
      @Nullable String error,
      Instant startedAt,
      Instant finishedAt,
      List<String> changes,
      int attempt,
      List<String> steps,
      List<RunDetail.Call> calls,
      List<RunDetail.FieldChange> fields,
      List<RunDetail.Conflict> conflicts) {

    static Whole of(Run run) {
      RunDetail detail = run.detail();
      return new Whole(
          run.id(),
          run.referralId() == null ? null : run.referralId().value(),
          run.recordId(),
          run.trigger(),
          run.outcome().word(),
          run.reason(),
          run.startedAt(),
          run.finishedAt(),
          detail.changes(),
          detail.attempt(),
          detail.steps(),
          detail.calls(),
          detail.fields(),
          detail.conflicts());
    }
  }
}
