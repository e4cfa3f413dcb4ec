package dev.cosell.bridge.partnercenter;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.sync.RemoteFailure;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A list of referrals with the traps that Partner Center's may have. Tokens count rows. */
final class FakeList {

  static final int PAGE = 2;

  final Map<ReferralId, ObjectNode> rows = new LinkedHashMap<>();
  final List<String> queries = new ArrayList<>();
  Instant now = Instant.parse("2031-05-01T12:00:00Z");
  boolean ordering = true;
  boolean filtering = true;
  boolean refusesOrder;
  boolean refusesFilter;
  boolean withoutTokens;
  boolean sameToken;
  Runnable betweenPages = () -> {};

  ObjectNode put(ReferralId id, String changedAt) {
    ObjectNode row =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", id.value())
            .put("updatedDateTime", changedAt)
            .put("status", "Active");
    rows.remove(id);
    rows.put(id, row);
    return row;
  }

  /** A sweep to its end, or to the failure of a page. */
  void sweptBy(SweepRound round) {
    ReferralListing listing = round.listing();
    while (listing.isOpen()) {
      Map<String, String> options = options(listing.query());
      queries.add(options.toString());
      boolean isRefused =
          (refusesOrder && options.containsKey("$orderby"))
              || (refusesFilter && options.containsKey("$filter"));
      if (!isRefused) {
        listing.listed(page(options), now);
        betweenPages.run();
      } else if (!listing.refused(400)) {
        throw new RemoteFailure(RemoteFailure.Kind.REJECTED, "400", null, null);
      }
    }
    new ReferralSweep().end(round);
  }

  private ObjectNode page(Map<String, String> options) {
    String filter = options.getOrDefault("$filter", "");
    Instant from =
        filter.isEmpty() || !filtering
            ? Instant.MIN
            : Instant.parse(filter.replace("updatedDateTime ge ", ""));
    List<ObjectNode> found =
        new ArrayList<>(rows.values().stream().filter(row -> !at(row).isBefore(from)).toList());
    if (ordering && options.containsKey("$orderby")) {
      found.sort(Comparator.comparing(FakeList::at));
    }
    int offset = sameToken ? 0 : Integer.parseInt(options.getOrDefault("$skiptoken", "0"));
    int end = Math.min(found.size(), offset + PAGE);
    ObjectNode page = JsonNodeFactory.instance.objectNode();
    ArrayNode value = page.putArray("value");
    found.subList(Math.min(offset, end), end).forEach(value::add);
    if (end < found.size()) {
      page.put(
          "@odata.nextLink",
          "http://elsewhere.example/referrals"
              + (withoutTokens ? "" : "?$skiptoken=" + (sameToken ? 7 : end)));
    }
    return page;
  }

  private static Instant at(ObjectNode row) {
    return Instant.parse(row.path("updatedDateTime").asText());
  }

  private static Map<String, String> options(String query) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String option : query.split("&", -1)) {
      String[] parts = option.split("=", 2);
      if (parts.length == 2) {
        options.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    return options;
  }
}
