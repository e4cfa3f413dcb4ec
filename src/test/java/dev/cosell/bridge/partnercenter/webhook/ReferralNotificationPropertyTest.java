package dev.cosell.bridge.partnercenter.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.partnercenter.webhook.ReferralNotification.ReferralChanged;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ReferralNotificationPropertyTest {

  private static final String SAMPLE =
      """
      {"EventName":"referral-updated","ResourceUri":"https://h/33333333-0000-4000-8000-000000000003",
       "ResourceChangeUtcDate":"2030-01-05T10:00:00.5485487+00:00"}""";

  @Property(tries = 500)
  void readsOrRefusesArbitraryBytes(@ForAll byte[] body) {
    readsOrRefuses(body);
  }

  @Property(tries = 500)
  void readsOrRefusesASampleWithAnyOneByteChanged(@ForAll int position, @ForAll byte change) {
    byte[] body = SAMPLE.getBytes(UTF_8);
    body[Math.floorMod(position, body.length)] ^= change;
    readsOrRefuses(body);
  }

  @Property(tries = 500)
  void readsOrRefusesArbitraryTextInEveryProperty(
      @ForAll String event, @ForAll String uri, @ForAll String date) {
    readsOrRefuses(body(event, uri, date));
    readsOrRefuses(body("referral-updated", uri, date));
    readsOrRefuses(body("test-created", uri, date));
  }

  @Property(tries = 200)
  void findsTheIdAtTheEndOfAnyAddress(@ForAll long high, @ForAll long low, @ForAll String before) {
    String id = new UUID(high, low | 1).toString();
    String address = before.replaceAll("[?#]", "") + "/" + id;

    assertThat(ReferralNotification.parse(body("referral-created", address, "")))
        .isEqualTo(new ReferralChanged(ReferralId.of(id), "referral-created", null));
  }

  private static byte[] body(String event, String uri, String date) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("EventName", event)
        .put("ResourceUri", uri)
        .put("ResourceChangeUtcDate", date)
        .toString()
        .getBytes(UTF_8);
  }

  private static void readsOrRefuses(byte[] body) {
    try {
      assertThat(ReferralNotification.parse(body).eventName()).isNotBlank();
    } catch (WebhookRefused refused) {
      assertThat(refused.status()).isEqualTo(400);
    }
  }
}
