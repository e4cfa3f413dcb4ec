package dev.cosell.bridge.sandbox.salesforce.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;
import java.util.Arrays;
import java.util.List;

/**
 * What a collection request says.
 *
 * @param request the request
 */
record CollectionBody(ApiRequest request) {

  private static final int MOST = 200;

  /** The records; each must tell its type. */
  List<ObjectNode> records() {
    List<ObjectNode> records = limited(request.objects(request.object(), "records"));
    boolean typed =
        records.stream().allMatch(record -> record.path("attributes").path("type").isTextual());
    if (!typed) {
      throw Subrequest.malformed("Each record needs attributes with a type.");
    }
    return records;
  }

  boolean allOrNone() {
    return request.method().equals("DELETE")
        ? request.parameter("allOrNone").filter("true"::equals).isPresent()
        : request.object().path("allOrNone").asBoolean();
  }

  /** The values of a list, in the body of a POST and in the address otherwise. */
  List<String> list(String name) {
    if (request.method().equals("POST")) {
      return limited(request.object().path(name).valueStream().map(item -> item.asText()).toList());
    }
    return limited(
        request
            .parameter(name)
            .filter(text -> !text.isEmpty())
            .map(text -> Arrays.asList(text.split(",", -1)))
            .orElse(List.of()));
  }

  private static <T> List<T> limited(List<T> items) {
    if (items.isEmpty()) {
      throw Subrequest.malformed("The collection is empty.");
    }
    if (items.size() > MOST) {
      throw SalesforceError.of(
          400,
          "EXCEEDED_ID_LIMIT",
          "record limit reached. cannot submit more than " + MOST + " records into this call");
    }
    return items;
  }
}
