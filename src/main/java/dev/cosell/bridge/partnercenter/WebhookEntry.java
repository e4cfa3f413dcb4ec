package dev.cosell.bridge.partnercenter;

import dev.cosell.bridge.ledger.ChangeSource;
import dev.cosell.bridge.ledger.Inbox;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.partnercenter.registration.Arrivals;
import dev.cosell.bridge.partnercenter.webhook.NotificationSignature;
import dev.cosell.bridge.partnercenter.webhook.ReferralNotification;
import dev.cosell.bridge.partnercenter.webhook.ReferralNotification.Ignored;
import dev.cosell.bridge.partnercenter.webhook.ReferralNotification.ReferralChanged;
import dev.cosell.bridge.partnercenter.webhook.ReferralNotification.RelatedReferralChanged;
import dev.cosell.bridge.partnercenter.webhook.ReferralNotification.TestEvent;
import dev.cosell.bridge.partnercenter.webhook.WebhookRefused;
import dev.cosell.bridge.sync.VersionHint;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** The verbs of the route {@code partner-center-webhook}. */
@Component("webhookEntry")
class WebhookEntry {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookEntry.class);
  private static final String METRIC = "cosell.notifications";

  private final NotificationSignature signature;
  private final Inbox inbox;
  private final Arrivals arrivals;
  private final MeterRegistry metrics;

  WebhookEntry(
      NotificationSignature signature, Inbox inbox, Arrivals arrivals, MeterRegistry metrics) {
    this.signature = signature;
    this.inbox = inbox;
    this.arrivals = arrivals;
    this.metrics = metrics;
  }

  /**
   * What a notification says, once its signature is verified.
   *
   * @throws WebhookRefused when it is not genuine or no notification
   */
  public ReferralNotification verified(
      @Headers Map<String, Object> headers, @Body byte @Nullable [] body) {
    byte[] raw = body == null ? new byte[0] : body;
    signature.verify(headers, raw);
    return ReferralNotification.parse(raw);
  }

  /**
   * Commits the change. Only after this may the route answer.
   *
   * @throws WebhookRefused with 503 when the store is unavailable
   */
  public void accept(@Body ReferralNotification notification) {
    try {
      commit(notification);
      arrivals.notification();
    } catch (DataAccessException | TransactionException unavailable) {
      LOG.error("a notification was not taken, the store is unavailable", unavailable);
      throw WebhookRefused.unavailable("the store is unavailable");
    }
    metrics.counter(METRIC, "answer", "200", "event", known(notification)).increment();
  }

  private void commit(ReferralNotification notification) {
    if (notification instanceof ReferralChanged changed) {
      commit(changed.id(), changed.eventName(), changed.changedAt());
    } else if (notification instanceof RelatedReferralChanged changed) {
      commit(changed.id(), changed.eventName(), changed.changedAt());
    } else if (notification instanceof TestEvent) {
      arrivals.testEvent();
      LOG.info("Partner Center's test event arrived");
    } else if (notification instanceof Ignored ignored) {
      LOG.debug("event {} is not about referrals", ignored.eventName());
    }
  }

  private void commit(ReferralId referral, String event, @Nullable Instant changedAt) {
    inbox.referralChanged(
        referral,
        ChangeSource.PARTNER_CENTER,
        event,
        changedAt == null ? null : VersionHint.of(changedAt.toString()));
  }

  /** The status of a refused notification. */
  public int refused(@ExchangeProperty("CamelExceptionCaught") WebhookRefused refused) {
    LOG.warn("notification refused with {}: {}", refused.status(), refused.reason());
    metrics
        .counter(METRIC, "answer", Integer.toString(refused.status()), "event", "refused")
        .increment();
    return refused.status();
  }

  /** Any sender can invent event names; only known ones may become a label of a metric. */
  private static String known(ReferralNotification notification) {
    return notification instanceof Ignored ? "unknown" : notification.eventName();
  }
}
