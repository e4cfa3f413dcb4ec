package dev.cosell.bridge.routes;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A route, a step or a branch.
 *
 * @param file where it stands
 * @param kind its key, for example {@code setBody}
 * @param options what stands below that key
 * @param isStep true for an element of {@code steps}
 */
record RouteNode(RouteFile file, String kind, JsonNode options, boolean isStep) {

  String id() {
    return text("id");
  }

  String text(String option) {
    return options.path(option).asText();
  }

  @Override
  public String toString() {
    return file + ": " + kind + " " + id();
  }
}
