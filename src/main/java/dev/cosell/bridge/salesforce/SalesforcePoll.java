package dev.cosell.bridge.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.crm.DeliveredRecords;
import dev.cosell.bridge.ledger.Cursor;
import dev.cosell.bridge.ledger.Cursors;
import dev.cosell.bridge.ledger.Inbox;
import dev.cosell.bridge.ledger.RecordNews;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.Role;
import dev.cosell.bridge.salesforce.events.ChangeEvents;
import dev.cosell.bridge.sync.CrmRecord;
import dev.cosell.bridge.sync.Mappings;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The poll for records that take part and were changed: everything since the watermark, and a
 * little before it, because Salesforce does not commit in the order of its time stamps.
 */
final class SalesforcePoll {

  private final Mappings mappings;
  private final SalesforceOrganization organization;
  private final SalesforceSettings settings;
  private final Cursors cursors;
  private final Inbox inbox;
  private final DeliveredRecords delivered;
  private final ChangeEvents events;
  private final SalesforceRows rows;
  private final Clock clock;

  SalesforcePoll(
      Mappings mappings,
      SalesforceOrganization organization,
      SalesforceSettings settings,
      Cursors cursors,
      Inbox inbox,
      DeliveredRecords delivered,
      ChangeEvents events,
      Clock clock) {
    this.mappings = mappings;
    this.organization = organization;
    this.settings = settings;
    this.cursors = cursors;
    this.inbox = inbox;
    this.delivered = delivered;
    this.events = events;
    this.rows = new SalesforceRows(organization);
    this.clock = clock;
  }

  /** Begins at the watermark; without one all records that take part are read. */
  Questions.Question of(String entity) {
    return new OfEntity(entity, cursors.find("salesforce-poll-" + entity));
  }

  private final class OfEntity implements Questions.Question {

    private final String entity;
    private final FieldMapping mapping;
    private final Instant beginning;
    private final Instant askedAt = clock.instant();
    private Cursor cursor;
    private @Nullable SalesforceAnswer first;

    OfEntity(String entity, Cursor cursor) {
      this.entity = entity;
      this.mapping = mappings.of(entity);
      this.cursor = cursor;
      this.beginning =
          cursor.watermark() == null
              ? Instant.MIN
              : cursor.watermark().minus(settings.pollOverlap());
    }

    @Override
    public String words() {
      return "the poll of " + entity;
    }

    @Override
    public Soql query() {
      Soql all =
          Soql.select(OrgFields.ofRecord(mapping, organization.facts()), OrgFacts.objectOf(entity))
              .where(mapping.column(Role.SYNC_FLAG).name(), true);
      Soql changed =
          beginning.equals(Instant.MIN) ? all : all.whereNotBefore(OrgFields.MODSTAMP, beginning);
      return changed.orderBy(OrgFields.MODSTAMP, OrgFields.ID);
    }

    /** All pages show what was there when the first one was asked for. */
    @Override
    public void take(List<JsonNode> page, SalesforceAnswer answer, boolean isLast) {
      SalesforceAnswer begun = first == null ? answer : first;
      first = begun;
      List<CrmRecord> records =
          page.stream().map(row -> rows.record(mapping, row, begun.notMadeBefore())).toList();
      // before the commit: a worker may be awake before this thread goes on
      delivered.keep(records, askedAt);
      var move = cursor.reaching(latest(records, answer.sentAt()));
      inbox.recordsChanged(records.stream().map(this::news).toList(), move);
      events.polled(records, answer.sentAt());
      cursor = move.reached();
    }

    /**
     * A closed record that was never in Partner Center stays where it is, and so does a lead whose
     * referral has become an opportunity's.
     */
    private RecordNews news(CrmRecord record) {
      String carried = mapping.column(Role.IDENTIFIER).in(record.row()).asText("");
      @Nullable ReferralId referral = ReferralId.parse(carried).orElse(null);
      return new RecordNews(
          record.id(),
          referral,
          record.version(),
          entity + "-updated",
          SalesforceRows.isOpen(record.row()) || (referral != null && !record.id().isLead()));
    }
  }

  /**
   * The latest time of change, but not one that lies ahead of Salesforce's own clock: a row with a
   * time of the far future would hide every change until then.
   */
  private static @Nullable Instant latest(List<CrmRecord> records, @Nullable Instant sentAt) {
    return records.stream()
        .map(CrmRecord::modifiedAt)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .map(latest -> sentAt != null && latest.isAfter(sentAt) ? sentAt : latest)
        .orElse(null);
  }
}
