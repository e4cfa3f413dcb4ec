package dev.cosell.bridge.crm;

import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.sync.CrmRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The records that the poll delivered, so that a synchronization need not read them again. Only in
 * memory: one that is lost is read.
 */
public final class DeliveredRecords {

  /** A record takes a few kilobytes; the oldest ones make room. */
  static final int MOST = 2_000;

  static final Duration GOOD_FOR = Duration.ofMinutes(5);

  private final Map<RecordId, Delivery> deliveries = new LinkedHashMap<>();
  private final Clock clock;

  /** Begins empty. */
  public DeliveredRecords(Clock clock) {
    this.clock = clock;
  }

  /**
   * A record that the poll brought.
   *
   * @param record as it was
   * @param askedAt when the page was asked for: the record is not older than that
   */
  private record Delivery(CrmRecord record, Instant askedAt) {}

  /** Keeps the records of a page that was asked for at this time. */
  public synchronized void keep(Collection<CrmRecord> records, Instant askedAt) {
    Instant outdated = clock.instant().minus(GOOD_FOR);
    deliveries.values().removeIf(delivery -> delivery.askedAt().isBefore(outdated));
    for (CrmRecord record : records) {
      deliveries.remove(record.id());
      deliveries.put(record.id(), new Delivery(record, askedAt));
    }
    var oldest = deliveries.keySet().iterator();
    for (int surplus = deliveries.size() - MOST; surplus > 0; surplus--) {
      oldest.next();
      oldest.remove();
    }
  }

  /**
   * Takes the record of a link out, where it was delivered in just this version, and after the
   * link's last synchronization: an older row could undo what that one wrote. A record is given
   * only once.
   *
   * @param version the version that the news of the record named
   */
  public synchronized Optional<CrmRecord> take(Link link, @Nullable String version) {
    @Nullable Delivery delivery = link.record() == null ? null : deliveries.get(link.record());
    if (delivery == null || version == null || !version.equals(delivery.record().version())) {
      return Optional.empty();
    }
    deliveries.remove(delivery.record().id());
    boolean isGood = delivery.askedAt().isAfter(clock.instant().minus(GOOD_FOR));
    return isGood && (isNew(link) || delivery.askedAt().isAfter(link.updatedAt()))
        ? Optional.of(delivery.record())
        : Optional.empty();
  }

  /**
   * Begun by the very news of this poll, and therefore after the page was asked for. Once it was
   * saved, it may have been synchronized as far as a failure.
   */
  private static boolean isNew(Link link) {
    return link.state() == LinkState.NEW && link.updatedAt().equals(link.createdAt());
  }
}
