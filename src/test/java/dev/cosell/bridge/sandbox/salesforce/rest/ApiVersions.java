package dev.cosell.bridge.sandbox.salesforce.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The versions of the API: three a year, since the seasons of 2014. */
final class ApiVersions {

  private static final int FIRST = 31;
  private static final int LAST = 65;
  private static final int FIRST_YEAR = 14;
  private static final Pattern VERSION = Pattern.compile("v(\\d{2})\\.0");
  private static final List<String> SEASONS = List.of("Summer", "Winter", "Spring");
  private static final List<String> RESOURCES =
      List.of("sobjects", "query", "queryAll", "composite", "limits", "connect");

  private ApiVersions() {}

  static boolean knows(String segment) {
    Matcher version = VERSION.matcher(segment);
    return version.matches()
        && Integer.parseInt(version.group(1)) >= FIRST
        && Integer.parseInt(version.group(1)) <= LAST;
  }

  static ArrayNode all() {
    ArrayNode all = SandboxJson.array(one(FIRST));
    for (int number = FIRST + 1; number <= LAST; number++) {
      all.add(one(number));
    }
    return all;
  }

  private static ObjectNode one(int number) {
    int releases = number - FIRST;
    int year = FIRST_YEAR + (releases + 2) / SEASONS.size();
    String label = "%s '%d".formatted(SEASONS.get(releases % SEASONS.size()), year);
    ObjectNode version = SandboxJson.object().put("label", label);
    return version.put("url", ApiRequest.BASE + "v" + number + ".0").put("version", number + ".0");
  }

  static ObjectNode resources(String version) {
    ObjectNode resources = SandboxJson.object();
    RESOURCES.forEach(name -> resources.put(name, ApiRequest.BASE + "v" + version + "/" + name));
    return resources;
  }
}
