package dev.cosell.bridge.salesforce;

import dev.cosell.bridge.remote.Permit;
import dev.cosell.bridge.remote.SystemGate;
import dev.cosell.bridge.remote.TimeOuts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What holds for every call.
 *
 * @param usage how many calls of the day are used
 * @param gate that every call passes
 * @param quotaRest how long Salesforce is left alone when the day's calls are used up
 * @param timeOuts of each call
 */
record Calls(ApiUsage usage, SystemGate gate, Duration quotaRest, TimeOuts timeOuts) {

  private static final Duration CONCURRENCY_REST = Duration.ofSeconds(10);

  /** Tells the gate what became of a call that Salesforce refused, or did not answer. */
  static void tell(Permit permit, SalesforceRefused refused, String token, Duration quotaRest) {
    Throwable broken = refused.getCause();
    Duration rest = rest(refused, quotaRest);
    if (broken != null) {
      permit.unanswered(broken);
    } else if (refused.names(SalesforceRefused.QUOTA)) {
      permit.throttled(rest, String.valueOf(refused.getMessage()));
    } else {
      permit.answered(refused.status(), rest, token);
    }
  }

  /** How long a refusal asks to be left alone; null when it does not. */
  static @Nullable Duration rest(SalesforceRefused refused, Duration quotaRest) {
    if (refused.retryAfter() != null || !refused.names(SalesforceRefused.QUOTA)) {
      return refused.retryAfter();
    }
    return String.valueOf(refused.getMessage()).contains("Concurrent")
        ? CONCURRENCY_REST
        : quotaRest;
  }
}
