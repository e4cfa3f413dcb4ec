package dev.cosell.bridge.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several requests in one call. It succeeds although its parts are refused: each part of the answer
 * has to be looked at.
 */
final class Composite {

  private static final int SUCCESS = 200;
  private static final int NO_SUCCESS = 300;
  private static final String HALTED = "PROCESSING_HALTED";

  private final ObjectNode json = JsonNodeFactory.instance.objectNode();
  private final ArrayNode parts;

  /**
   * Without a part yet.
   *
   * @param allOrNone whether all parts are undone when one of them is refused
   */
  Composite(boolean allOrNone) {
    json.put("allOrNone", allOrNone);
    parts = json.putArray("compositeRequest");
  }

  /**
   * One more part.
   *
   * @param reference by which later parts name what it answers, as in {@code @{deal.id}}
   */
  Composite with(String reference, SalesforceCall call, @Nullable JsonNode body) {
    ObjectNode part =
        parts
            .addObject()
            .put("method", call.method())
            .put("url", call.path())
            .put("referenceId", reference);
    if (!call.httpHeaders().isEmpty()) {
      ObjectNode headers = part.putObject("httpHeaders");
      call.httpHeaders().forEach(headers::put);
    }
    if (body != null) {
      part.set("body", body);
    }
    return this;
  }

  /** The JSON to send. */
  @Override
  public String toString() {
    return json.toString();
  }

  /** A part of an answer. */
  record Result(int status, JsonNode body) {

    boolean isSuccess() {
      return status >= SUCCESS && status < NO_SUCCESS;
    }

    /** Refused only because another part was. */
    boolean isHalted() {
      return body.path(0).path("errorCode").asText().equals(HALTED);
    }
  }

  /**
   * What became of each part, in their order.
   *
   * @throws RemoteFailure when the answer is none to so many parts
   */
  static List<Result> results(SalesforceAnswer answer, int size) {
    JsonNode results = answer.body().path("compositeResponse");
    if (results.size() != size) {
      throw new RemoteFailure(
          Kind.TRANSIENT,
          "Salesforce answered a composite call with something else than its parts",
          null,
          null);
    }
    return results
        .valueStream()
        .map(part -> new Result(part.path("httpStatusCode").asInt(), part.path("body")))
        .toList();
  }

  /**
   * What the parts answered that are kept all or none.
   *
   * @param sent the JSON that was sent
   * @throws SalesforceRefused when one of them was refused
   */
  static List<JsonNode> kept(JsonNode sent, SalesforceAnswer answer) throws SalesforceRefused {
    JsonNode requests = sent.path("compositeRequest");
    List<Result> results = results(answer, requests.size());
    @Nullable SalesforceRefused refused = null;
    for (int part = 0; part < results.size(); part++) {
      Result result = results.get(part);
      if (!result.isSuccess() && (refused == null || !result.isHalted())) {
        refused = Refusal.ofPart(name(requests.path(part)), result.status(), result.body());
      }
    }
    if (refused != null) {
      throw refused;
    }
    return results.stream().map(Result::body).toList();
  }

  private static String name(JsonNode request) {
    return SalesforceCall.name(request.path("method").asText(), request.path("url").asText());
  }
}
