package dev.cosell.bridge.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.ledger.Cursor;
import dev.cosell.bridge.ledger.CursorMove;
import dev.cosell.bridge.ledger.Cursors;
import dev.cosell.bridge.ledger.Inbox;
import dev.cosell.bridge.ledger.RecordLinks;
import dev.cosell.bridge.ledger.RecordNews;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.Role;
import dev.cosell.bridge.salesforce.Soql.Condition;
import dev.cosell.bridge.sync.Mappings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Notices what the poll's filter cannot see: rows that were deleted, and rows whose sync flag was
 * switched off. Salesforce shows deleted rows for a while only: once a day all records that take
 * part are compared with the links.
 */
final class RemovedRecords {

  private static final Duration DAY = Duration.ofDays(1);
  private static final String IS_DELETED = "IsDeleted";

  private final Mappings mappings;
  private final SalesforceOrganization organization;
  private final SalesforceSettings settings;
  private final Cursors cursors;
  private final Inbox inbox;
  private final RecordLinks links;
  private final Clock clock;

  RemovedRecords(
      Mappings mappings,
      SalesforceOrganization organization,
      SalesforceSettings settings,
      Cursors cursors,
      Inbox inbox,
      RecordLinks links,
      Clock clock) {
    this.mappings = mappings;
    this.organization = organization;
    this.settings = settings;
    this.cursors = cursors;
    this.inbox = inbox;
    this.links = links;
    this.clock = clock;
  }

  /** What was removed since the last look; at first and once a day, all records. */
  Questions.Question of(String entity) {
    Cursor cursor = cursors.find("salesforce-removed-" + entity);
    @Nullable Instant compared = comparedAt(cursor);
    boolean isDue =
        cursor.watermark() == null
            || compared == null
            || compared.plus(DAY).isBefore(clock.instant());
    return isDue ? new Comparison(entity, cursor) : new Removals(entity, cursor);
  }

  private static @Nullable Instant comparedAt(Cursor cursor) {
    return cursor.token() == null ? null : RecordVersion.instant(cursor.token());
  }

  private static String words(String entity) {
    return "the search for removed records of " + entity;
  }

  private static RecordNews news(String entity, String id, @Nullable String version, String event) {
    return new RecordNews(new RecordId(entity, id), null, version, entity + event, false);
  }

  /** All records that take part against all links. */
  private final class Comparison implements Questions.Question {

    private final String entity;
    private final Set<String> unseen;
    private @Nullable Instant begunAt;
    private Cursor cursor;

    Comparison(String entity, Cursor cursor) {
      this.entity = entity;
      this.cursor = cursor;
      this.unseen = new HashSet<>(links.takingPart(entity));
    }

    @Override
    public String words() {
      return RemovedRecords.words(entity);
    }

    @Override
    public Soql query() {
      return Soql.select(List.of(OrgFields.ID), OrgFacts.objectOf(entity))
          .where(mappings.of(entity).column(Role.SYNC_FLAG).name(), true)
          .orderBy(OrgFields.ID);
    }

    @Override
    public void take(List<JsonNode> page, SalesforceAnswer answer, boolean isLast) {
      if (begunAt == null) {
        begunAt = Objects.requireNonNullElseGet(answer.sentAt(), clock::instant);
      }
      page.forEach(row -> unseen.remove(row.path(OrgFields.ID).asText()));
      CursorMove move = cursor.staying();
      List<RecordNews> news = List.of();
      if (isLast) {
        news = unseen.stream().map(id -> news(entity, id, null, "-missing")).toList();
        move = cursor.reaching(begunAt).reached().goingOnAt(clock.instant().toString());
      }
      inbox.recordsChanged(news, move);
      cursor = move.reached();
    }
  }

  /**
   * What was deleted lately while it took part, or switched off while it carried a referral's id:
   * the flag is off in most records of an organisation.
   */
  private final class Removals implements Questions.Question {

    private final String entity;
    private final Instant beginning;
    private Cursor cursor;

    Removals(String entity, Cursor cursor) {
      this.entity = entity;
      this.cursor = cursor;
      this.beginning = Objects.requireNonNull(cursor.watermark()).minus(settings.pollOverlap());
    }

    @Override
    public String words() {
      return RemovedRecords.words(entity);
    }

    @Override
    public boolean withDeleted() {
      return true;
    }

    @Override
    public Soql query() {
      FieldMapping mapping = mappings.of(entity);
      String flag = mapping.column(Role.SYNC_FLAG).name();
      List<String> fields = new ArrayList<>(OrgFields.ofRecord(mapping, organization.facts()));
      fields.add(IS_DELETED);
      return Soql.select(fields, OrgFacts.objectOf(entity))
          .whereEither(
              Condition.is(IS_DELETED, true).and(Condition.is(flag, true)),
              Condition.is(flag, false)
                  .and(Condition.isFilled(mapping.column(Role.IDENTIFIER).name())))
          .whereNotBefore(OrgFields.MODSTAMP, beginning)
          .orderBy(OrgFields.MODSTAMP, OrgFields.ID);
    }

    @Override
    public void take(List<JsonNode> page, SalesforceAnswer answer, boolean isLast) {
      // nothing may have been removed for long: the time of the answer counts, too
      CursorMove move = cursor.reaching(isLast ? answer.sentAt() : null);
      inbox.recordsChanged(page.stream().map(this::news).toList(), move);
      cursor = move.reached();
    }

    /** The one that a read of the record shows, too. */
    private static @Nullable String version(JsonNode row) {
      ObjectNode record = row.deepCopy();
      record.remove(IS_DELETED);
      RecordVersion version = RecordVersion.of(record);
      return version == null ? null : version.toString();
    }

    private RecordNews news(JsonNode row) {
      String id = row.path(OrgFields.ID).asText();
      return row.path(IS_DELETED).asBoolean()
          ? RemovedRecords.news(entity, id, null, "-deleted")
          : RemovedRecords.news(entity, id, version(row), "-sync-off");
    }
  }
}
