package dev.cosell.bridge.salesforce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.cosell.bridge.crm.ExactJson;
import dev.cosell.bridge.sync.RemoteFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.jspecify.annotations.Nullable;

/**
 * What a successful call answered: the body as a stream, in the form in which camel-salesforce
 * hands it on, with what the headers said. Unlike the component's own, it is there and empty where
 * Salesforce answers without a body. It is a stream cache of its own, because Camel would put
 * another one in its place.
 */
public final class SalesforceAnswer extends ByteArrayInputStream implements StreamCache {

  private static final String RECORDS = "records";

  private final Said said;
  private final String text;
  private @Nullable JsonNode body;

  /**
   * What the headers said.
   *
   * @param status HTTP status
   * @param sentAt when Salesforce sent the answer, by its own clock; null when it does not say
   * @param took from the request to the answer, by our clock
   */
  public record Said(int status, @Nullable Instant sentAt, Duration took) {}

  /** An answer with this body. */
  public SalesforceAnswer(String text, Said said) {
    super(text.getBytes(StandardCharsets.UTF_8));
    this.text = text;
    this.said = said;
  }

  /** The HTTP status. */
  public int status() {
    return said.status();
  }

  /**
   * A time by Salesforce's clock at which the answer was not made yet, null when it does not tell:
   * what was changed before that is in it.
   */
  public @Nullable Instant notMadeBefore() {
    return said.sentAt() == null ? null : said.sentAt().minus(said.took());
  }

  /** When Salesforce sent the answer, by its own clock; null when it does not say. */
  public @Nullable Instant sentAt() {
    return said.sentAt();
  }

  /**
   * The JSON, amounts as BigDecimal with their scale; a missing node when there was none.
   *
   * @throws RemoteFailure when it is no JSON, as a proxy's page would be
   */
  public JsonNode body() {
    JsonNode known = body;
    if (known == null) {
      known = parsed();
      body = known;
    }
    return known;
  }

  private JsonNode parsed() {
    try {
      return text.isBlank() ? MissingNode.getInstance() : ExactJson.read(text);
    } catch (JsonProcessingException page) {
      throw unreadable();
    }
  }

  /**
   * The rows of a query.
   *
   * @throws RemoteFailure when the answer is no list of rows
   */
  public List<JsonNode> records() {
    return records(body());
  }

  /** The rows of a query that is a part of another answer. */
  static List<JsonNode> records(JsonNode result) {
    JsonNode list = result.path(RECORDS);
    if (!list.isArray() || !list.valueStream().allMatch(JsonNode::isObject)) {
      throw unreadable();
    }
    return List.copyOf(list.valueStream().toList());
  }

  private static RemoteFailure unreadable() {
    return new RemoteFailure(
        RemoteFailure.Kind.TRANSIENT,
        "Salesforce answered a question with something else than was asked for",
        null,
        null);
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    transferTo(out);
  }

  @Override
  public StreamCache copy(Exchange exchange) {
    return new SalesforceAnswer(text, said);
  }

  @Override
  public boolean inMemory() {
    return true;
  }

  @Override
  public long length() {
    return count;
  }

  @Override
  public long position() {
    return pos;
  }

  /** The JSON that arrived. */
  @Override
  public String toString() {
    return text;
  }
}
