package dev.cosell.bridge.partnercenter.webhook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.partnercenter.webhook.ReferralNotification.Ignored;
import dev.cosell.bridge.partnercenter.webhook.ReferralNotification.ReferralChanged;
import dev.cosell.bridge.partnercenter.webhook.ReferralNotification.RelatedReferralChanged;
import dev.cosell.bridge.partnercenter.webhook.ReferralNotification.TestEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The JSON of a notification; property names count without regard to case. */
final class NotificationBody {

  static final String TEST_CREATED = "test-created";

  private static final int DEEPEST = 20;
  private static final int LONGEST_NAME = 200;
  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final Map<String, JsonNode> properties;

  /**
   * Reads the JSON.
   *
   * @throws WebhookRefused with 400 when it is not one object with distinct names
   */
  NotificationBody(byte[] body) {
    JsonNode json = json(body);
    if (!json.isObject()) {
      throw WebhookRefused.malformed("the body is not a JSON object");
    }
    properties = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Map.Entry<String, JsonNode> property : json.properties()) {
      if (properties.put(property.getKey(), property.getValue()) != null) {
        throw WebhookRefused.malformed("the body names a property twice");
      }
    }
  }

  ReferralNotification notification() {
    String given = eventName();
    String name = given.toLowerCase(Locale.ROOT);
    return switch (name) {
      case "referral-created", "referral-updated" ->
          new ReferralChanged(referralId(), name, changedAt());
      case "related-referral-created", "related-referral-updated" ->
          new RelatedReferralChanged(referralId(), name, changedAt());
      case TEST_CREATED ->
          new TestEvent(text("ResourceUri").flatMap(ResourceUri::uuid).orElse(null));
      default -> new Ignored(given);
    };
  }

  private String eventName() {
    String name =
        text("EventName").orElseThrow(() -> WebhookRefused.malformed("EventName is missing"));
    if (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
      throw WebhookRefused.malformed("EventName is not plausible");
    }
    return name;
  }

  private ReferralId referralId() {
    String uri =
        text("ResourceUri").orElseThrow(() -> WebhookRefused.malformed("ResourceUri is missing"));
    return ReferralId.parse(ResourceUri.lastSegment(uri))
        .orElseThrow(() -> WebhookRefused.malformed("ResourceUri ends in no referral id"));
  }

  private @Nullable Instant changedAt() {
    return text("ResourceChangeUtcDate").flatMap(ChangeDate::parse).orElse(null);
  }

  /** A property's text; absent, null, blank and every other type count as absent. */
  private Optional<String> text(String name) {
    return Optional.ofNullable(properties.get(name))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  private static JsonNode json(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException notJson) {
      throw WebhookRefused.malformed("the body is not JSON" + place(notJson.getLocation()));
    } catch (IOException undecodable) {
      throw WebhookRefused.malformed("the body is not JSON in UTF-8");
    }
  }

  /** The parser's own message quotes the body. */
  private static String place(@Nullable JsonLocation at) {
    return at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
  }
}
