package dev.cosell.bridge.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.salesforce.Questions.Question;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Headers;
import org.apache.camel.Variable;

/**
 * The verbs of the route that asks several queries by one call. A composite call succeeds although
 * its parts are refused: each part is looked at.
 */
final class SalesforceQueries {

  private static final int SUCCESS = 200;
  private static final String PART = "q";

  private final SalesforceApi api;
  private final SalesforceFailures failures;

  SalesforceQueries(SalesforceApi api, SalesforceFailures failures) {
    this.api = api;
    this.failures = failures;
  }

  /** Headers of the one call. */
  public void ask(@Headers Map<String, Object> headers) {
    api.composite().applyTo(headers);
  }

  /** All queries. */
  public String queries(@Body Questions questions) {
    ObjectNode composite = JsonNodeFactory.instance.objectNode().put("allOrNone", false);
    ArrayNode parts = composite.putArray("compositeRequest");
    for (Question question : questions.asked()) {
      parts
          .addObject()
          .put("method", "GET")
          .put("url", api.addressOf(question.query(), question.withDeleted()))
          .put("referenceId", PART + parts.size());
    }
    return composite.toString();
  }

  /** Commits the first page of each query. */
  public void take(@Body Questions questions, @Variable("answer") SalesforceAnswer answer) {
    JsonNode parts = answer.body().path("compositeResponse");
    if (parts.size() != questions.asked().size()) {
      throw new RemoteFailure(
          Kind.TRANSIENT,
          "Salesforce answered a composite call with something else than its parts",
          null,
          null);
    }
    for (int part = 0; part < parts.size(); part++) {
      take(questions, questions.asked().get(part), parts.get(part), answer);
    }
  }

  private void take(
      Questions questions, Question question, JsonNode part, SalesforceAnswer answer) {
    int status = part.path("httpStatusCode").asInt();
    if (status == SUCCESS) {
      questions.answered(question, part.path("body"), answer);
    } else {
      SalesforceRefused refused = Refusal.ofPart(question.words(), status, part.path("body"));
      questions.failed(question, failures.translated(refused));
    }
  }

  /** Whether there is a page to ask for. */
  public boolean hasPages(@Body Questions questions) {
    return questions.isOpen();
  }

  /** Headers of the next page. */
  public void next(@Body Questions questions, @Headers Map<String, Object> headers) {
    api.next(questions.nextRecordsUrl()).applyTo(headers);
  }

  /** Commits that page. */
  public void takePage(@Body Questions questions, @Variable("answer") SalesforceAnswer answer) {
    questions.page(answer);
  }
}
