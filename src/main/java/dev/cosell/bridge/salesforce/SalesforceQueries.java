package dev.cosell.bridge.salesforce;

import dev.cosell.bridge.salesforce.Questions.Question;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Headers;
import org.apache.camel.Variable;

/** The verbs of the route that asks several queries by one call, see {@link Composite}. */
final class SalesforceQueries {

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
    Composite composite = new Composite(false);
    int part = 0;
    for (Question question : questions.asked()) {
      String address = api.addressOf(question.query(), question.withDeleted());
      composite.with(PART + part++, SalesforceCall.of("GET", address), null);
    }
    return composite.toString();
  }

  /** Commits the first page of each query. */
  public void take(@Body Questions questions, @Variable("answer") SalesforceAnswer answer) {
    List<Question> asked = questions.asked();
    List<Composite.Result> results = Composite.results(answer, asked.size());
    for (int part = 0; part < asked.size(); part++) {
      take(questions, asked.get(part), results.get(part), answer);
    }
  }

  private void take(
      Questions questions, Question question, Composite.Result part, SalesforceAnswer answer) {
    if (part.isSuccess()) {
      questions.answered(question, part.body(), answer);
    } else {
      SalesforceRefused refused = Refusal.ofPart(question.words(), part.status(), part.body());
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
