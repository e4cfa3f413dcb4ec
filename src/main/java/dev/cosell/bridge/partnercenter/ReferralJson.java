package dev.cosell.bridge.partnercenter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import org.jspecify.annotations.Nullable;

/** Reads referrals: a tolerant reader, but nothing that is not a referral passes for one. */
final class ReferralJson {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private ReferralJson() {}

  /** The referral that was asked for. */
  static ObjectNode read(@Nullable String text, ReferralId asked) {
    String what = "referral " + asked;
    if (tree(text, what) instanceof ObjectNode referral
        && asked.value().equalsIgnoreCase(referral.path("id").asText())) {
      return referral;
    }
    throw damaged(what, "it is not that referral", null);
  }

  /** A referral that was just created; its engagement is needed to find the other parties. */
  static ObjectNode created(@Nullable String text) {
    String what = "the referral that it was asked to create";
    if (tree(text, what) instanceof ObjectNode referral
        && ReferralId.parse(referral.path("id").asText()).isPresent()
        && ReferralId.parse(referral.path("engagementId").asText()).isPresent()) {
      return referral;
    }
    throw damaged(what, "it is no referral", null);
  }

  /** A page of a list. */
  static JsonNode page(@Nullable String text) {
    String what = "a search";
    JsonNode page = tree(text, what);
    if (!page.path("value").isArray()) {
      throw damaged(what, "it is no list", null);
    }
    return page;
  }

  private static JsonNode tree(@Nullable String text, String what) {
    try {
      return JSON.readTree(text == null ? "" : text);
    } catch (JsonProcessingException notJson) {
      throw damaged(what, "it is not JSON", notJson);
    }
  }

  /** A proxy's page or half an answer: it may be better next time. */
  private static RemoteFailure damaged(
      String what, String why, @Nullable JsonProcessingException cause) {
    return new RemoteFailure(
        Kind.TRANSIENT,
        "Partner Center's answer for " + what + " cannot be used: " + why,
        null,
        cause);
  }
}
