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

  static ObjectNode read(String text, ReferralId asked) {
    try {
      JsonNode answer = JSON.readTree(text);
      if (answer instanceof ObjectNode referral
          && asked.value().equalsIgnoreCase(referral.path("id").asText())) {
        return referral;
      }
      throw damaged(asked, "it is not that referral", null);
    } catch (JsonProcessingException notJson) {
      throw damaged(asked, "it is not JSON", notJson);
    }
  }

  /** A proxy's page or half an answer: it may be better next time. */
  private static RemoteFailure damaged(
      ReferralId asked, String why, @Nullable JsonProcessingException cause) {
    return new RemoteFailure(
        Kind.TRANSIENT,
        "Partner Center's answer for referral " + asked + " cannot be used: " + why,
        null,
        cause);
  }
}
