package dev.cosell.bridge.sandbox.dataverse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the request log says about a client's manners.
 *
 * @param requests number of requests by method and entity, for example {@code PATCH opportunities}
 * @param readsBeforePatch PATCHes whose row was read by the request before it for that row
 * @param warnings reads without $select
 */
public record Statistics(
    Map<String, Integer> requests, int readsBeforePatch, List<String> warnings) {

  private static final Pattern RESOURCE =
      Pattern.compile(Pattern.quote(DataverseApi.BASE) + "([^(/?]*)(.*)");

  static Statistics of(List<SandboxRequest> log) {
    Map<String, Integer> requests = new TreeMap<>();
    Map<String, String> lastByRow = new HashMap<>();
    List<String> warnings = new ArrayList<>();
    int reads = 0;
    for (SandboxRequest request : log) {
      Matcher resource = RESOURCE.matcher(request.path());
      if (!resource.matches()) {
        continue;
      }
      requests.merge(request.method() + " " + resource.group(1), 1, Integer::sum);
      if (!resource.group(2).startsWith("/")) {
        warn(warnings, request, resource.group(1));
      }
      if (resource.group(2).isEmpty()) {
        continue;
      }
      String row = request.path().toLowerCase(Locale.ROOT);
      String before = lastByRow.getOrDefault(row, "");
      lastByRow.put(row, request.method());
      reads += request.method().equals("PATCH") && before.equals("GET") ? 1 : 0;
    }
    return new Statistics(requests, reads, warnings);
  }

  ObjectNode json() {
    return Json.MAPPER.valueToTree(this);
  }

  private static void warn(List<String> warnings, SandboxRequest request, String entitySet) {
    boolean rows = entitySet.matches("[a-z0-9_]+");
    if (request.method().equals("GET") && rows && !request.parameters().containsKey("$select")) {
      warnings.add("GET " + request.path() + " without $select");
    }
  }
}
