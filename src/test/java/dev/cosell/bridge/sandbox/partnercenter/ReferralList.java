package dev.cosell.bridge.sandbox.partnercenter;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Pages of the list, with all that the documentation warns of. */
final class ReferralList {

  private final Referrals referrals;
  private final PartnerCenterSettings settings;
  private final StrictnessSwitch strictness;

  ReferralList(Referrals referrals, PartnerCenterSettings settings, StrictnessSwitch strictness) {
    this.referrals = referrals;
    this.settings = settings;
    this.strictness = strictness;
  }

  /**
   * One page.
   *
   * @param host host and port that the request came to, for the link to the next page
   */
  ObjectNode page(Map<String, String> parameters, String host) {
    ReferralQuery query = ReferralQuery.parse(parameters);
    List<ObjectNode> found = found(query);
    int from = Math.min(query.offset(), found.size());
    int to = Math.min(found.size(), from + settings.pageSize());
    ObjectNode page =
        SandboxJson.object()
            .put("@odata.context", "http://api.partner.microsoft.com/v1.0/$metadata#Referrals")
            .put("@odata.count", to - from);
    ArrayNode items = page.putArray("value");
    found.subList(from, to).forEach(referral -> items.add(item(referral, query.selected())));
    if (to < found.size()) {
      page.put("@odata.nextLink", nextLink(host, query.tokenFrom(to)));
    }
    return page;
  }

  private List<ObjectNode> found(ReferralQuery query) {
    ReferralFilter filter =
        ReferralFilter.parse(query.options().get("$filter"), strictness.current());
    Instant newest = Instant.now().minusMillis(strictness.current().listedAfterMillis());
    return referrals.all().stream()
        .filter(found -> isListed(found, newest))
        .filter(found -> filter.namesEngagement() || settings.organization().owns(found))
        .filter(filter)
        .sorted(strictness.current().orderedLists() ? query.order() : query.youngestFirst())
        .limit(query.top())
        .toList();
  }

  // The newest instant is now unless told otherwise; a time stamp may be some ticks ahead of it.
  private boolean isListed(ObjectNode referral, Instant newest) {
    return strictness.current().listedAfterMillis() == 0
        || !Instant.parse(referral.path("createdDateTime").asText()).isAfter(newest);
  }

  private ObjectNode item(ObjectNode referral, List<String> selected) {
    ObjectNode item = referral.remove(strictness.current().leftOutOfLists());
    return selected.isEmpty() ? item : item.retain(selected);
  }

  // As published: plain http, and without /engagements, so that following it leads nowhere.
  private static String nextLink(String host, String token) {
    return "http://"
        + host
        + "/v1.0/referrals?$skiptoken="
        + URLEncoder.encode(token, StandardCharsets.UTF_8);
  }
}
