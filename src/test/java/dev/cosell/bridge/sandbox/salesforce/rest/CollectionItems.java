package dev.cosell.bridge.sandbox.salesforce.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.salesforce.record.Organization;
import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Carries out the items of a collection: each on its own, or all or none. */
record CollectionItems(Organization organization) {

  private static final String SUCCESS = "success";

  private static final class RolledBack extends RuntimeException {

    private final transient List<ObjectNode> results;

    RolledBack(List<ObjectNode> results) {
      super("rolled back");
      this.results = results;
    }
  }

  /**
   * The results in the order of the items.
   *
   * @param save what is done with an item; a refusal becomes its result
   */
  <T> ArrayNode results(List<T> items, boolean allOrNone, Function<T, ObjectNode> save) {
    List<ObjectNode> results;
    try {
      results = organization.transact(() -> saved(items, allOrNone, save));
    } catch (RolledBack failed) {
      results = failed.results.stream().map(CollectionItems::undone).toList();
    }
    ArrayNode json = (ArrayNode) SandboxJson.tree(List.of());
    return json.addAll(results);
  }

  private <T> List<ObjectNode> saved(
      List<T> items, boolean allOrNone, Function<T, ObjectNode> save) {
    List<ObjectNode> results = new ArrayList<>();
    items.forEach(item -> results.add(result(item, save)));
    if (allOrNone && results.stream().anyMatch(Predicate.not(CollectionItems::succeeded))) {
      throw new RolledBack(results);
    }
    return results;
  }

  private <T> ObjectNode result(T item, Function<T, ObjectNode> save) {
    try {
      return organization.transact(() -> save.apply(item));
    } catch (SalesforceError refused) {
      ObjectNode result = SandboxJson.object();
      if (item instanceof ObjectNode record && record.path("id").isTextual()) {
        result.set("id", record.path("id"));
      }
      return result.put(SUCCESS, false).set("errors", refused.itemErrors());
    }
  }

  private static boolean succeeded(ObjectNode result) {
    return result.path(SUCCESS).asBoolean();
  }

  private static ObjectNode undone(ObjectNode result) {
    if (!succeeded(result)) {
      return result;
    }
    SalesforceError error =
        SalesforceError.save(
            "ALL_OR_NONE_OPERATION_ROLLED_BACK",
            "Record rolled back because not all records were valid and the request was using AllOrNone header");
    return SandboxJson.object().put(SUCCESS, false).set("errors", error.itemErrors());
  }
}
