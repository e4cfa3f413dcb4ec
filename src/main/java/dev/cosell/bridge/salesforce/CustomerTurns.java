package dev.cosell.bridge.salesforce;

import dev.cosell.bridge.ledger.Leases;
import dev.cosell.bridge.mapping.MappedField;
import dev.cosell.bridge.sync.Mappings;
import dev.cosell.bridge.sync.RecordWrite;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import dev.cosell.bridge.sync.Synchronization;
import java.time.Duration;
import java.util.Locale;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/**
 * Deals of one customer find or create account and contact one after the other, on all nodes:
 * Salesforce has no way to create either only once.
 */
final class CustomerTurns {

  /** Longer than the calls that it is taken for. */
  private static final Duration LEASE = Duration.ofMinutes(5);

  /** A tenth of a second each. */
  private static final int MOST_LOOKS = 200;

  private final Mappings mappings;
  private final Leases leases;

  CustomerTurns(Mappings mappings, Leases leases) {
    this.mappings = mappings;
    this.leases = leases;
  }

  /**
   * Whether another deal of the same customer is at it.
   *
   * @param looked how often this was asked before, null at first
   */
  public boolean hasToWait(
      @Body Synchronization synchronization,
      @ExchangeProperty("CamelLoopIndex") @Nullable Integer looked) {
    boolean isOurs = leases.take(key(synchronization), synchronization.link().id(), LEASE);
    if (!isOurs && looked != null && looked >= MOST_LOOKS) {
      throw new RemoteFailure(
          Kind.TRANSIENT,
          "another deal of the same customer is being created in Salesforce",
          null,
          null);
    }
    return !isOurs;
  }

  /** Lets other deals of the same customer go on. */
  public void letGo(@Variable("synchronization") Synchronization synchronization) {
    leases.give(key(synchronization), synchronization.link().id());
  }

  private String key(Synchronization synchronization) {
    RecordWrite write = synchronization.knownPlan().knownWrite();
    StringBuilder key = new StringBuilder("salesforce customer");
    for (MappedField field : mappings.opportunity().accountMatch()) {
      key.append('\n').append(SalesforceCustomers.text(write, field));
    }
    return key.toString().toLowerCase(Locale.ROOT);
  }
}
