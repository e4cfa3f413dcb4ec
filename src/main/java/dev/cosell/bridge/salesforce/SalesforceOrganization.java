package dev.cosell.bridge.salesforce;

import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the organisation looks like, as it was described last. It is described at start, now and
 * then, and whenever something turns out to be otherwise.
 */
final class SalesforceOrganization {

  private static final Duration LOOKED_AT_AGAIN = Duration.ofMinutes(1);

  private final Supplier<String> ownUser;
  private final Clock clock;
  private volatile @Nullable Described described;
  private volatile boolean isOutdated;

  /**
   * A description.
   *
   * @param facts what was found
   * @param lacks why an entity cannot be synchronized, by entity
   * @param at when it was made
   */
  record Described(OrgFacts facts, Map<String, String> lacks, Instant at) {

    Described {
      lacks = Map.copyOf(lacks);
    }
  }

  /**
   * An organisation that is not described yet.
   *
   * @param ownUser id of the user as whom the bridge writes, empty while it is not known
   */
  SalesforceOrganization(Supplier<String> ownUser, Clock clock) {
    this.ownUser = ownUser;
    this.clock = clock;
  }

  /** Whether it has to be described before anything else. */
  boolean isUnknown() {
    Described now = described;
    return now == null
        || isOutdated
        || (!now.lacks().isEmpty() && now.at().plus(LOOKED_AT_AGAIN).isBefore(clock.instant()));
  }

  void isDescribedAs(OrgFacts facts, Map<String, String> lacks) {
    described = new Described(facts, lacks, clock.instant());
    isOutdated = false;
  }

  /** Something is not as it was described: it is described anew before the next synchronization. */
  void outdated() {
    isOutdated = true;
  }

  /** What was found; fails before the first description, which is a mistake in a route. */
  OrgFacts facts() {
    return Objects.requireNonNull(described, "direct:crm-prepare has to come before this step")
        .facts();
  }

  /** Whether this is the id of the user as whom the bridge writes. */
  boolean isOwnUser(String id) {
    return SalesforceId.areSame(ownUser.get(), id);
  }

  /** Whether records of this entity can be synchronized. */
  boolean isComplete(String entity) {
    Described now = described;
    return now != null && !now.lacks().containsKey(entity);
  }

  /**
   * Goes on only where records of this entity can be synchronized.
   *
   * @throws RemoteFailure with what is missing; it heals when an administrator mends it
   */
  void require(String entity) {
    Described now = described;
    String lack = now == null ? null : now.lacks().get(entity);
    if (lack != null) {
      throw new RemoteFailure(Kind.FORBIDDEN, lack, null, null);
    }
  }
}
