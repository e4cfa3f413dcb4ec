package dev.cosell.bridge.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.crm.DeliveredRecords;
import dev.cosell.bridge.ledger.Cursor;
import dev.cosell.bridge.ledger.CursorMove;
import dev.cosell.bridge.ledger.Cursors;
import dev.cosell.bridge.ledger.Inbox;
import dev.cosell.bridge.ledger.RecordNews;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.Role;
import dev.cosell.bridge.sync.CrmRecord;
import dev.cosell.bridge.sync.Mappings;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Body;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/**
 * The poll for records that take part and were changed: everything since the watermark, and a
 * little before it, because Dataverse does not commit in the order of its time stamps.
 */
final class DynamicsPoll {

  private static final String CHANGED = "modifiedon";

  private final Mappings mappings;
  private final RecordRows rows;
  private final DynamicsSettings settings;
  private final Cursors cursors;
  private final Inbox inbox;
  private final DeliveredRecords delivered;
  private final Clock clock;

  DynamicsPoll(
      Mappings mappings,
      DynamicsCurrencies currencies,
      DynamicsSettings settings,
      Cursors cursors,
      Inbox inbox,
      DeliveredRecords delivered,
      Clock clock) {
    this.mappings = mappings;
    this.rows = new RecordRows(currencies);
    this.settings = settings;
    this.cursors = cursors;
    this.inbox = inbox;
    this.delivered = delivered;
    this.clock = clock;
  }

  /** Begins at the watermark; without one the whole table is read. */
  public TablePoll begin(@Body String entity) {
    FieldMapping mapping = mappings.of(entity);
    Cursor cursor = cursors.find("dynamics-poll-" + entity);
    DataverseQuery query =
        DataverseQuery.of(RecordTable.of(entity).set())
            .select(RecordColumns.selected(mapping))
            .where(mapping.column(Role.SYNC_FLAG).name(), true);
    if (cursor.watermark() != null) {
      query = query.whereNotBefore(CHANGED, cursor.watermark().minus(settings.pollOverlap()));
    }
    return new TablePoll(entity, cursor, query.orderBy(CHANGED).pageSize(settings.pollPageSize()));
  }

  /** Headers for the next page. */
  public void next(@Variable("poll") TablePoll poll, @Headers Map<String, Object> headers) {
    poll.ask(clock.instant()).applyTo(headers);
  }

  /** Commits a page; only then the next one is asked for. */
  public void take(@Variable("poll") TablePoll poll, @Variable("answer") DataverseAnswer answer) {
    FieldMapping mapping = mappings.of(poll.entity());
    List<JsonNode> page = answer.list();
    // before the commit: a worker may be awake before this thread goes on
    delivered.keep(
        page.stream()
            .filter(row -> rows.isComplete(mapping, row))
            .map(row -> rows.record(mapping, row))
            .toList(),
        poll.askedAt());
    CursorMove move = poll.cursor().reaching(latest(page, answer.sentAt()));
    inbox.recordsChanged(page.stream().map(row -> news(mapping, row)).toList(), move);
    poll.committed(move, answer.nextLink());
  }

  /**
   * A closed record that was never in Partner Center stays where it is, and so does a lead whose
   * referral has become an opportunity's.
   */
  private RecordNews news(FieldMapping mapping, JsonNode row) {
    CrmRecord record = rows.record(mapping, row);
    @Nullable ReferralId referral =
        ReferralId.parse(row.path(mapping.column(Role.IDENTIFIER).name()).asText("")).orElse(null);
    return new RecordNews(
        record.id(),
        referral,
        record.version(),
        mapping.entity() + "-updated",
        RecordRows.isOpen(row) || (referral != null && !record.id().isLead()));
  }

  /**
   * The latest time of change, but not one that lies ahead of Dataverse's own clock: a row with a
   * time of the far future would hide every change until then.
   */
  private static @Nullable Instant latest(List<JsonNode> page, @Nullable Instant sentAt) {
    return page.stream()
        .map(row -> RecordRows.instant(row.path(CHANGED).asText("")))
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .map(latest -> sentAt != null && latest.isAfter(sentAt) ? sentAt : latest)
        .orElse(null);
  }
}
