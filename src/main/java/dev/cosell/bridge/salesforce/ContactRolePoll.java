package dev.cosell.bridge.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.ledger.Cursor;
import dev.cosell.bridge.ledger.Cursors;
import dev.cosell.bridge.ledger.Inbox;
import dev.cosell.bridge.ledger.RecordNews;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.mapping.FieldType;
import dev.cosell.bridge.mapping.Moment;
import dev.cosell.bridge.mapping.Role;
import dev.cosell.bridge.sync.Mappings;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Notices another primary contact of an opportunity that takes part. It is a row of its own in
 * Salesforce: the opportunity itself does not change with it. Where the opportunity was changed
 * later, or within the same second, the poll of opportunities tells of both.
 */
final class ContactRolePoll {

  private static final String SEPARATOR = " ";
  private static final String OPPORTUNITY = "Opportunity";

  private final Mappings mappings;
  private final SalesforceSettings settings;
  private final Cursors cursors;
  private final Inbox inbox;
  private final Clock clock;

  ContactRolePoll(
      Mappings mappings, SalesforceSettings settings, Cursors cursors, Inbox inbox, Clock clock) {
    this.mappings = mappings;
    this.settings = settings;
    this.cursors = cursors;
    this.inbox = inbox;
    this.clock = clock;
  }

  /** Whether the contact travels to Partner Center at all. */
  boolean isWanted() {
    return mappings.opportunity().fields().stream()
        .filter(field -> field.type() == FieldType.TEAM)
        .filter(field -> field.column().name().equals(OrgFields.CONTACT))
        .anyMatch(field -> field.toPartnerCenter().include(Moment.UPDATE));
  }

  /** Begins at the watermark, at first with the rows of the last minutes. */
  Questions.Question question() {
    return new OfRoles(cursors.find("salesforce-poll-contact-roles"));
  }

  private final class OfRoles implements Questions.Question {

    private final Instant beginning;
    private final Set<String> known;
    private final Set<String> seen = new TreeSet<>();
    private Cursor cursor;

    OfRoles(Cursor cursor) {
      this.cursor = cursor;
      Instant watermark = cursor.watermark() == null ? clock.instant() : cursor.watermark();
      this.beginning = watermark.minus(settings.pollOverlap());
      String token = cursor.token();
      this.known = token == null ? Set.of() : Set.copyOf(Arrays.asList(token.split(SEPARATOR, -1)));
    }

    @Override
    public String words() {
      return "the poll of contact roles";
    }

    @Override
    public Soql query() {
      String flag = mappings.opportunity().column(Role.SYNC_FLAG).name();
      return Soql.select(
              List.of(
                  OrgFields.ID,
                  "OpportunityId",
                  OrgFields.CONTACT,
                  OrgFields.MODSTAMP,
                  OPPORTUNITY + "." + OrgFields.MODSTAMP),
              "OpportunityContactRole")
          .where("IsPrimary", true)
          .where(OPPORTUNITY + "." + flag, true)
          .whereNotBefore(OrgFields.MODSTAMP, beginning)
          .orderBy(OrgFields.MODSTAMP, OrgFields.ID);
    }

    @Override
    public void take(List<JsonNode> page, SalesforceAnswer answer, boolean isLast) {
      page.stream().map(OfRoles::version).forEach(seen::add);
      List<RecordNews> news =
          page.stream()
              .filter(row -> !known.contains(version(row)) && isLaterThanOpportunity(row))
              .map(OfRoles::news)
              .toList();
      var move = cursor.reaching(latest(page));
      if (isLast) {
        // without news the time of the answer counts; what the overlap shows again is no news
        move = move.reached().reaching(answer.sentAt());
        move = move.reached().goingOnAt(seen.stream().collect(Collectors.joining(SEPARATOR)));
      }
      inbox.recordsChanged(news, move);
      cursor = move.reached();
    }

    private static boolean isLaterThanOpportunity(JsonNode row) {
      Instant changed = stamp(row);
      Instant opportunity = stamp(row.path(OPPORTUNITY));
      return changed == null || opportunity == null || changed.isAfter(opportunity);
    }

    private static @Nullable Instant stamp(JsonNode row) {
      return RecordVersion.instant(row.path(OrgFields.MODSTAMP).asText(""));
    }

    private static RecordNews news(JsonNode row) {
      return new RecordNews(
          RecordId.opportunity(row.path("OpportunityId").asText()),
          null,
          "contact " + version(row),
          "opportunity-contact-changed",
          false);
    }

    private static String version(JsonNode row) {
      return row.path(OrgFields.ID).asText()
          + "@"
          + row.path(OrgFields.CONTACT).asText()
          + "@"
          + row.path(OrgFields.MODSTAMP).asText();
    }

    private static @Nullable Instant latest(List<JsonNode> page) {
      return page.isEmpty() ? null : stamp(page.get(page.size() - 1));
    }
  }
}
