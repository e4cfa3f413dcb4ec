package dev.cosell.bridge.dynamics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.crm.ExactJson;
import dev.cosell.bridge.sync.RemoteFailure;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a successful call answered; the message body (or the {@code variableReceive}) after every
 * {@code dataverse:} step. Its text form is the JSON that arrived.
 *
 * @param body the JSON, amounts as BigDecimal with their scale; a missing node when there was none
 * @param headers of the response, found without regard to case
 */
public record DataverseAnswer(JsonNode body, Map<String, String> headers) {

  private static final Pattern ROW =
      Pattern.compile("\\(([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\\)$");

  private static final Pattern DELTA_TOKEN =
      Pattern.compile("[?&](?:\\$|%24)deltatoken=([^&#]+)", Pattern.CASE_INSENSITIVE);

  /** Makes the headers findable without regard to case. */
  public DataverseAnswer {
    Map<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    sorted.putAll(headers);
    headers = sorted;
  }

  /**
   * Reads an answer.
   *
   * @throws JsonProcessingException when the text is neither empty nor JSON
   */
  public static DataverseAnswer of(String text, Map<String, String> headers)
      throws JsonProcessingException {
    return new DataverseAnswer(ExactJson.read(text), headers);
  }

  /** The rows of a list, the one row of a single answer, or nothing. */
  public List<JsonNode> rows() {
    if (body.isMissingNode()) {
      return List.of();
    }
    JsonNode list = body.get("value");
    return list == null || !list.isArray()
        ? List.of(body)
        : List.copyOf(list.valueStream().toList());
  }

  /**
   * The rows of a list; for questions whose empty answer means that something is not there.
   *
   * @throws RemoteFailure when the answer is no list of rows, as a proxy's page would be
   */
  public List<JsonNode> list() {
    JsonNode list = body.path("value");
    if (!list.isArray() || !list.valueStream().allMatch(JsonNode::isObject)) {
      throw new RemoteFailure(
          RemoteFailure.Kind.TRANSIENT,
          "Dataverse answered a question for rows with something else",
          null,
          null);
    }
    return List.copyOf(list.valueStream().toList());
  }

  /** The first row, null when there is none. */
  public @Nullable JsonNode row() {
    List<JsonNode> rows = rows();
    return rows.isEmpty() ? null : rows.get(0);
  }

  /**
   * The row that a write touched, by {@code OData-EntityId}; null when the header is absent or
   * names the row by alternate key.
   */
  public @Nullable UUID id() {
    Matcher row = ROW.matcher(headers.getOrDefault("OData-EntityId", ""));
    return row.find() ? UUID.fromString(row.group(1)) : null;
  }

  /**
   * The version of the (first) row: its {@code @odata.etag}, else the {@code ETag} header; null
   * when the answer tells neither.
   */
  public @Nullable String etag() {
    JsonNode row = row();
    String annotated = row == null ? "" : row.path("@odata.etag").asText("");
    return annotated.isEmpty() ? headers.get("ETag") : annotated;
  }

  /** Where the next page of a list is, null after the last one. */
  public @Nullable String nextLink() {
    String link = body.path("@odata.nextLink").asText("");
    return link.isEmpty() ? null : link;
  }

  /**
   * Where the list of changes goes on: the token of the {@code deltaLink} as it stands there,
   * percent-encoded; null when the answer has none.
   */
  public @Nullable String deltaToken() {
    Matcher token = DELTA_TOKEN.matcher(body.path("@odata.deltaLink").asText(""));
    return token.find() ? token.group(1) : null;
  }

  /** The rows of a list of changes that still exist. */
  public List<JsonNode> changed() {
    return list().stream().filter(row -> !isDeleted(row)).toList();
  }

  /** The ids of the rows of a list of changes that are gone, or out of the caller's sight. */
  public List<String> deleted() {
    return list().stream()
        .filter(DataverseAnswer::isDeleted)
        .map(row -> row.path("id").asText())
        .toList();
  }

  private static boolean isDeleted(JsonNode row) {
    return row.path("@odata.context").asText("").endsWith("/$deletedEntity");
  }

  /** When Dataverse sent the answer, by its own clock; null when it does not say. */
  public @Nullable Instant sentAt() {
    try {
      return DateTimeFormatter.RFC_1123_DATE_TIME.parse(
          headers.getOrDefault("Date", ""), Instant::from);
    } catch (DateTimeException absent) {
      return null;
    }
  }

  @Override
  public String toString() {
    return body.toString();
  }
}
