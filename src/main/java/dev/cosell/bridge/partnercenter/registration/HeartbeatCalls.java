package dev.cosell.bridge.partnercenter.registration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The verbs of the routes that send a test event and ask what became of it. */
@Component("heartbeatCalls")
class HeartbeatCalls {

  /** It becomes a part of an address. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,100}");

  /** Headers of {@code POST registration/validationEvents}. */
  public void post(@Headers Map<String, Object> headers) {
    WebhookHeaders.set(headers, "POST");
  }

  /** Headers of {@code GET registration/validationEvents/{correlationId}}. */
  public void get(@Body String correlationId, @Headers Map<String, Object> headers) {
    WebhookHeaders.set(headers, "GET");
    headers.put(Exchange.HTTP_PATH, correlationId);
  }

  /**
   * Partner Center's name for the test event: an object in the documentation, a text in the
   * OpenAPI.
   *
   * @throws RemoteFailure when there is none
   */
  public String sent(@Variable("answer") @Nullable String answer) {
    JsonNode json = WebhookJson.read(answer);
    String id =
        json.isTextual() ? json.textValue() : WebhookJson.text(json, "correlationId").orElse("");
    if (!ID.matcher(id).matches()) {
      throw new RemoteFailure(
          Kind.TRANSIENT, "Partner Center gave no correlation id for a test event", null, null);
    }
    return id;
  }

  /** What Partner Center says of it. */
  public TestResult result(@Variable("answer") @Nullable String answer) {
    return TestResult.of(answer);
  }
}
