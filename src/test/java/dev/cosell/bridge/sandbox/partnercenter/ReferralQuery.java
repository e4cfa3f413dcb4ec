package dev.cosell.bridge.sandbox.partnercenter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.Refused;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The options of one list request, or of the page that its {@code $skiptoken} stands for.
 *
 * @param options {@code $filter}, {@code $orderby}, {@code $select} and {@code $top} as sent
 * @param offset how many referrals earlier pages held
 */
record ReferralQuery(Map<String, String> options, int offset) {

  private static final Set<String> OPTIONS = Set.of("$filter", "$orderby", "$select", "$top");
  private static final String SKIP_TOKEN = "$skiptoken";
  private static final Pattern ORDER =
      Pattern.compile("(createdDateTime|updatedDateTime)(?: +(asc|desc))?");

  /**
   * Reads the query parameters.
   *
   * @throws Refused 400 for an option that is not documented beyond the OpenAPI
   */
  static ReferralQuery parse(Map<String, String> parameters) {
    for (String name : parameters.keySet()) {
      if (!OPTIONS.contains(name) && !name.equals(SKIP_TOKEN)) {
        throw refused("Option " + name + " is not supported.");
      }
    }
    @Nullable String token = parameters.get(SKIP_TOKEN);
    return token == null ? new ReferralQuery(parameters, 0) : ofToken(token);
  }

  /** The token that stands for the rest of this query from an offset on. */
  String tokenFrom(int next) {
    ObjectNode content = SandboxJson.object().put("offset", next);
    options.forEach(content::put);
    byte[] bytes = SandboxJson.text(content).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(bytes);
  }

  Comparator<JsonNode> order() {
    String wanted = options.getOrDefault("$orderby", "createdDateTime");
    var order = ORDER.matcher(wanted.trim());
    if (!order.matches()) {
      throw refused("$orderby takes createdDateTime or updatedDateTime only.");
    }
    // All time stamps have one format, so that their text sorts as they do.
    Comparator<JsonNode> ascending =
        Comparator.comparing(referral -> referral.path(order.group(1)).asText());
    return "desc".equals(order.group(2)) ? ascending.reversed() : ascending;
  }

  /** Reads the order that was asked for, and keeps to none of it. */
  Comparator<JsonNode> youngestFirst() {
    Comparator<JsonNode> asked = order();
    Comparator<JsonNode> oldest =
        Comparator.comparing(referral -> referral.path("createdDateTime").asText());
    return oldest.reversed().thenComparing(asked);
  }

  int top() {
    @Nullable String wanted = options.get("$top");
    if (wanted == null) {
      return Integer.MAX_VALUE;
    }
    if (!wanted.matches("[0-9]{1,9}")) {
      throw refused("$top is not a number.");
    }
    return Integer.parseInt(wanted);
  }

  List<String> selected() {
    @Nullable String wanted = options.get("$select");
    return wanted == null ? List.of() : List.of(wanted.trim().split(" *, *", -1));
  }

  private static ReferralQuery ofToken(String token) {
    try {
      byte[] bytes = Base64.getDecoder().decode(token);
      ObjectNode content = SandboxJson.parseObject(new String(bytes, StandardCharsets.UTF_8));
      Map<String, String> options = new HashMap<>();
      content.properties().forEach(one -> options.put(one.getKey(), one.getValue().asText()));
      options.remove("offset");
      return new ReferralQuery(options, content.path("offset").asInt());
    } catch (IllegalArgumentException notOurs) {
      throw refused("The $skiptoken is not valid.");
    }
  }

  private static Refused refused(String message) {
    return new Refused(400, "invalidRequest", message);
  }
}
