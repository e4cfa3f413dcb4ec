package dev.cosell.bridge.sandbox.salesforce.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.salesforce.record.Organization;
import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * {@code /composite}: up to 25 requests in one, each of which may use the answers of earlier ones.
 * Its own status is 200 whatever becomes of them.
 */
final class Composite {

  private static final int MOST = 25;
  private static final int MOST_QUERIES = 5;

  private final Organization organization;
  private final Function<ApiRequest, ApiAnswer> api;

  Composite(Organization organization, Function<ApiRequest, ApiAnswer> api) {
    this.organization = organization;
    this.api = api;
  }

  /** What a composite that keeps all or nothing leaves behind after a failure. */
  private static final class RolledBack extends RuntimeException {

    private final transient List<ApiAnswer> answers;

    RolledBack(List<ApiAnswer> answers) {
      super("rolled back");
      this.answers = answers;
    }
  }

  ApiAnswer answer(ApiRequest request) {
    ObjectNode body = request.object();
    List<Subrequest> subrequests =
        request.objects(body, "compositeRequest").stream().map(Subrequest::of).toList();
    check(subrequests);
    boolean allOrNone = body.path("allOrNone").asBoolean();
    return ApiAnswer.of(200, json(subrequests, answers(subrequests, allOrNone)));
  }

  private List<ApiAnswer> answers(List<Subrequest> subrequests, boolean allOrNone) {
    try {
      return organization.transact(() -> oneByOne(subrequests, allOrNone));
    } catch (RolledBack failed) {
      return failed.answers;
    }
  }

  private List<ApiAnswer> oneByOne(List<Subrequest> subrequests, boolean allOrNone) {
    References references = new References();
    List<ApiAnswer> answers = new ArrayList<>();
    for (Subrequest subrequest : subrequests) {
      ApiAnswer answer = answer(subrequest, references);
      references.put(subrequest.referenceId(), answer);
      if (allOrNone && answer.failed()) {
        throw new RolledBack(halted(subrequests.size(), answers.size(), answer));
      }
      answers.add(answer);
    }
    return answers;
  }

  private ApiAnswer answer(Subrequest subrequest, References references) {
    try {
      ApiRequest request = references.resolved(subrequest).request();
      requireAllowed(request);
      return api.apply(request);
    } catch (SalesforceError refused) {
      return ApiAnswer.of(refused);
    }
  }

  private static List<ApiAnswer> halted(int size, int failed, ApiAnswer failure) {
    SalesforceError error =
        SalesforceError.of(
            400,
            "PROCESSING_HALTED",
            "The transaction was rolled back since another operation in the same transaction failed.");
    List<ApiAnswer> answers = new ArrayList<>();
    for (int index = 0; index < size; index++) {
      answers.add(index == failed ? failure : ApiAnswer.of(error));
    }
    return answers;
  }

  private static void check(List<Subrequest> subrequests) {
    if (subrequests.isEmpty() || subrequests.size() > MOST) {
      throw Subrequest.malformed("A composite holds 1 to " + MOST + " subrequests.");
    }
    Set<String> ids = new HashSet<>();
    for (Subrequest subrequest : subrequests) {
      if (!ids.add(subrequest.referenceId())) {
        throw Subrequest.malformed("Duplicate reference ID " + subrequest.referenceId());
      }
    }
    if (subrequests.stream().filter(Subrequest::isQueryOrCollection).count() > MOST_QUERIES) {
      throw Subrequest.malformed(
          "A composite holds at most " + MOST_QUERIES + " queries and collections.");
    }
  }

  private static void requireAllowed(ApiRequest request) {
    boolean allowed =
        Set.of("sobjects", "query", "queryAll").contains(request.at(0))
            || (request.at(0).equals("composite") && request.at(1).equals("sobjects"));
    if (!allowed) {
      throw Subrequest.malformed("The resource is not supported inside a composite.");
    }
  }

  private static ObjectNode json(List<Subrequest> subrequests, List<ApiAnswer> answers) {
    ObjectNode json = SandboxJson.object();
    ArrayNode results = json.putArray("compositeResponse");
    for (int index = 0; index < answers.size(); index++) {
      ApiAnswer answer = answers.get(index);
      ObjectNode result = results.addObject();
      result.set("body", answer.body().isMissingNode() ? NullNode.instance : answer.body());
      result.set("httpHeaders", SandboxJson.tree(location(answer)));
      result.put("httpStatusCode", answer.status());
      result.put("referenceId", subrequests.get(index).referenceId());
    }
    return json;
  }

  private static Map<String, String> location(ApiAnswer answer) {
    return answer.headers().containsKey("Location") ? answer.headers() : Map.of();
  }
}
