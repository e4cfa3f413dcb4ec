package dev.cosell.bridge.sandbox.salesforce.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;

/** The requests of the last 24 hours; they never grow old unless somebody sets them. */
public final class ApiUsage {

  private static final int USUAL = 100_000;

  private int used;
  private int max = USUAL;

  /** Sets what was used and what there is. */
  public synchronized void set(int requests, int limit) {
    used = requests;
    max = limit;
  }

  /** Counts a request, or refuses it when none is left. */
  synchronized void count() {
    if (used >= max) {
      throw SalesforceError.of(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
    }
    used++;
  }

  /** The value of Sforce-Limit-Info. */
  synchronized String header() {
    return "api-usage=" + used + "/" + max;
  }

  /** What {@code /limits} tells; unused limits stand there for show. */
  synchronized ObjectNode limits() {
    ObjectNode limits = SandboxJson.object();
    limits.putObject("DailyApiRequests").put("Max", max).put("Remaining", Math.max(0, max - used));
    limits.putObject("DailyBulkApiBatches").put("Max", 15_000).put("Remaining", 15_000);
    limits.putObject("DataStorageMB").put("Max", 1024).put("Remaining", 1000);
    return limits;
  }
}
