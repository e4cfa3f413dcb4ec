package dev.cosell.bridge.salesforce;

import dev.cosell.bridge.crm.PollRounds;
import dev.cosell.bridge.ledger.Turns.Turn;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Polls all entities by one call, and rests while the day's API calls are nearly used up. */
final class SalesforcePolling {

  private static final String PREPARE = "direct:crm-prepare";
  private static final String QUERY = "direct:salesforce-query";
  private static final String LIMITS = "direct:salesforce-limits";
  private static final String QUOTA = "the quota of Salesforce";

  /** A look at the limits is a call, too. */
  private static final Duration LOOKS_APART = Duration.ofMinutes(10);

  private final PollRounds rounds;
  private final SalesforcePoll poll;
  private final ContactRolePoll contactRoles;
  private final RemovedRecords removed;
  private final SalesforceOrganization organization;
  private final ApiUsage usage;
  private final List<String> entities;
  private final Clock clock;
  private volatile Instant lookedAt = Instant.MIN;

  SalesforcePolling(
      PollRounds rounds,
      SalesforcePoll poll,
      ContactRolePoll contactRoles,
      RemovedRecords removed,
      SalesforceOrganization organization,
      ApiUsage usage,
      List<String> entities,
      Clock clock) {
    this.rounds = rounds;
    this.poll = poll;
    this.contactRoles = contactRoles;
    this.removed = removed;
    this.organization = organization;
    this.usage = usage;
    this.entities = List.copyOf(entities);
    this.clock = clock;
  }

  /**
   * Polls for changed records, unless another thread or node does.
   *
   * @return false when another one is at it
   */
  public boolean poll() {
    return rounds.inTurn(Turn.CRM_POLL, () -> ask(this::changes));
  }

  /** Polls for changed records, unless any node has done so within this period of the timer. */
  public void pollOnTime(Duration period) {
    rounds.onTime(Turn.CRM_POLL, period, () -> ask(this::changes));
  }

  /** Looks for records that no longer take part, unless another node does. */
  public void noticeRemoved() {
    rounds.inTurn(Turn.CRM_REMOVED, () -> ask(this::removals));
  }

  /** Looks for removed records, unless any node has done so within this period of the timer. */
  public void noticeRemovedOnTime(Duration period) {
    rounds.onTime(Turn.CRM_REMOVED, period, () -> ask(this::removals));
  }

  private List<Questions.Question> removals(String entity) {
    return List.of(removed.of(entity));
  }

  private List<Questions.Question> changes(String entity) {
    // before the opportunities, which tell of all contacts that were changed with them
    return "opportunity".equals(entity) && contactRoles.isWanted()
        ? List.of(contactRoles.question(), poll.of(entity))
        : List.of(poll.of(entity));
  }

  private void ask(Function<String, List<Questions.Question>> ofEntity) {
    if (isQuotaNearlyUsed()
        || rounds.ended("the description of Salesforce", rounds.send(PREPARE, "poll"))) {
      return;
    }
    Questions questions =
        new Questions(
            entities.stream()
                .filter(organization::isComplete)
                .flatMap(entity -> ofEntity.apply(entity).stream())
                .toList());
    if (questions.asked().isEmpty()) {
      return; // what is missing was told
    }
    Optional<RemoteFailure> whole = rounds.send(QUERY, questions);
    for (Questions.Question question : questions.asked()) {
      rounds.ended(question.words(), whole.or(() -> questions.failure(question)));
    }
  }

  /** The calls are the sellers' too. */
  private boolean isQuotaNearlyUsed() {
    if (usage.isNearlyExhausted() && !lookedAt.plus(LOOKS_APART).isAfter(clock.instant())) {
      lookedAt = clock.instant();
      rounds.send(LIMITS, "limits");
    }
    boolean rests = usage.isNearlyExhausted();
    rounds.ended(
        QUOTA,
        rests
            ? Optional.of(
                new RemoteFailure(
                    Kind.FORBIDDEN,
                    usage
                        + "; polling rests so that sellers keep the others"
                        + " (cosell.salesforce.api-usage-limit)",
                    null,
                    null))
            : Optional.empty());
    return rests;
  }
}
