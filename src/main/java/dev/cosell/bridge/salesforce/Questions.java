package dev.cosell.bridge.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.sync.RemoteFailure;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Several queries that are asked by one call, and the further pages of each one after the other.
 * One that is refused does not stop the others.
 */
final class Questions {

  /** One query. */
  interface Question {

    /** What is asked for, in words such as "the poll of lead". */
    String words();

    /** The query. */
    Soql query();

    /** Whether deleted rows are asked for, too. */
    default boolean withDeleted() {
      return false;
    }

    /**
     * Commits a page; only then the next one is asked for.
     *
     * @param answer that the page came with
     * @param isLast whether no page follows
     */
    void take(List<JsonNode> page, SalesforceAnswer answer, boolean isLast);
  }

  private record NextPage(Question question, String nextRecordsUrl) {}

  private final List<Question> asked;
  private final Deque<NextPage> left = new ArrayDeque<>();
  private final Map<String, RemoteFailure> failures = new LinkedHashMap<>();

  Questions(List<? extends Question> asked) {
    this.asked = List.copyOf(asked);
  }

  List<Question> asked() {
    return asked;
  }

  /** True while there is a page to ask for. */
  boolean isOpen() {
    return !left.isEmpty();
  }

  String nextRecordsUrl() {
    return left.element().nextRecordsUrl();
  }

  /** Why a question was not answered, empty when it was. */
  Optional<RemoteFailure> failure(Question question) {
    return Optional.ofNullable(failures.get(question.words()));
  }

  void failed(Question question, RemoteFailure failure) {
    failures.put(question.words(), failure);
  }

  /** The page that was asked for. */
  void page(SalesforceAnswer answer) {
    answered(left.remove().question(), answer.body(), answer);
  }

  /** A page of a question, and where the next one is. */
  void answered(Question question, JsonNode result, SalesforceAnswer answer) {
    String next = result.path("nextRecordsUrl").asText("");
    boolean isLast = next.isEmpty() || result.path("done").asBoolean(false);
    question.take(SalesforceAnswer.records(result), answer, isLast);
    if (!isLast) {
      left.add(new NextPage(question, next));
    }
  }
}
