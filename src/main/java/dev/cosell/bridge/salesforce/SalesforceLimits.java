package dev.cosell.bridge.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.apache.camel.Headers;
import org.apache.camel.Variable;

/** The verbs of the route that asks how many API calls of the day are left. */
final class SalesforceLimits {

  private final SalesforceApi api;
  private final ApiUsage usage;

  SalesforceLimits(SalesforceApi api, ApiUsage usage) {
    this.api = api;
    this.usage = usage;
  }

  /** Headers of the question. */
  public void ask(@Headers Map<String, Object> headers) {
    api.limits().applyTo(headers);
  }

  /** Takes the answer over. */
  public void take(@Variable("answer") SalesforceAnswer answer) {
    JsonNode requests = answer.body().path("DailyApiRequests");
    long most = requests.path("Max").asLong();
    if (most > 0) {
      usage.now(most - requests.path("Remaining").asLong(), most);
    }
  }
}
