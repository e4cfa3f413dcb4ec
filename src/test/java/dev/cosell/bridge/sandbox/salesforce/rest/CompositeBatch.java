package dev.cosell.bridge.sandbox.salesforce.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;
import java.util.List;
import java.util.function.Function;

/** {@code /composite/batch}: up to 25 requests that know nothing of each other. */
final class CompositeBatch {

  private static final int MOST = 25;

  private final Function<ApiRequest, ApiAnswer> api;

  CompositeBatch(Function<ApiRequest, ApiAnswer> api) {
    this.api = api;
  }

  ApiAnswer answer(ApiRequest request) {
    ObjectNode body = request.object();
    List<Subrequest> subrequests =
        request.objects(body, "batchRequests").stream().map(Subrequest::ofBatch).toList();
    if (subrequests.isEmpty() || subrequests.size() > MOST) {
      throw Subrequest.malformed("A batch holds 1 to " + MOST + " requests.");
    }
    boolean halts = body.path("haltOnError").asBoolean();
    ObjectNode json = SandboxJson.object().put("hasErrors", false);
    ArrayNode results = json.putArray("results");
    for (Subrequest subrequest : subrequests) {
      ApiAnswer answer =
          halts && json.path("hasErrors").asBoolean() ? halted() : answer(subrequest);
      json.put("hasErrors", json.path("hasErrors").asBoolean() || answer.failed());
      results
          .addObject()
          .put("statusCode", answer.status())
          .set("result", answer.body().isMissingNode() ? NullNode.instance : answer.body());
    }
    return ApiAnswer.of(200, json);
  }

  private ApiAnswer answer(Subrequest subrequest) {
    try {
      ApiRequest request = subrequest.request();
      if (request.at(0).equals("composite")) {
        throw Subrequest.malformed("The resource is not supported inside a batch.");
      }
      return api.apply(request);
    } catch (SalesforceError refused) {
      return ApiAnswer.of(refused);
    }
  }

  private static ApiAnswer halted() {
    return ApiAnswer.of(
        SalesforceError.of(412, "BATCH_PROCESSING_HALTED", "Batch processing halted per request"));
  }
}
