package dev.cosell.bridge.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.ledger.Cursor;
import dev.cosell.bridge.ledger.CursorMove;
import dev.cosell.bridge.ledger.Cursors;
import dev.cosell.bridge.ledger.Inbox;
import dev.cosell.bridge.ledger.RecordLinks;
import dev.cosell.bridge.ledger.RecordNews;
import dev.cosell.bridge.mapping.Role;
import dev.cosell.bridge.sync.Mappings;
import dev.cosell.bridge.sync.RemoteFailure;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/**
 * Notices, by change tracking, what the poll's filter cannot see: rows that were deleted, and rows
 * whose sync flag was switched off.
 */
final class DynamicsTracking {

  private static final int MOST_ROWS = 5_000;

  /** Rows of two columns are small: so many times more of them fit into a page. */
  private static final int SMALLER = 20;

  private final Mappings mappings;
  private final DynamicsSettings settings;
  private final Cursors cursors;
  private final Inbox inbox;
  private final RecordLinks links;
  private final Clock clock;

  DynamicsTracking(
      Mappings mappings,
      DynamicsSettings settings,
      Cursors cursors,
      Inbox inbox,
      RecordLinks links,
      Clock clock) {
    this.mappings = mappings;
    this.settings = settings;
    this.cursors = cursors;
    this.inbox = inbox;
    this.links = links;
    this.clock = clock;
  }

  /** Begins at the token; without one the whole table is read. */
  public TableTracking begin(@Body String entity) {
    Cursor cursor = cursor(entity);
    DataverseQuery all =
        DataverseQuery.of(RecordTable.of(entity).set())
            .select(RecordTable.of(entity).id(), flag(entity))
            .trackingChanges(Math.min(MOST_ROWS, settings.pollPageSize() * SMALLER));
    @Nullable String token = cursor.token();
    return token == null
        ? new TableTracking(new TablePoll(entity, cursor, all), links.takingPart(entity))
        : new TableTracking(new TablePoll(entity, cursor, all.since(token)), Set.of());
  }

  private Cursor cursor(String entity) {
    return cursors.find("dynamics-tracking-" + entity);
  }

  private String flag(String entity) {
    return mappings.of(entity).column(Role.SYNC_FLAG).name();
  }

  /** Headers for the next page. */
  public void next(
      @Variable("tracking") TableTracking tracking, @Headers Map<String, Object> headers) {
    tracking.pages().ask(clock.instant()).applyTo(headers);
  }

  /** Commits a page, with the last one the token too; a crash before that loses nothing. */
  public void take(
      @Variable("tracking") TableTracking tracking, @Variable("answer") DataverseAnswer answer) {
    List<RecordNews> news = new ArrayList<>();
    answer.deleted().forEach(id -> news.add(tracking.news(id, null, "-deleted")));
    answer.changed().forEach(row -> addWhatIsSwitchedOff(row, tracking, news));
    CursorMove move = tracking.pages().cursor().staying();
    if (answer.nextLink() == null) {
      news.addAll(tracking.missing());
      move = tracking.pages().cursor().goingOnAt(answer.deltaToken());
    }
    inbox.recordsChanged(news, move);
    tracking.committed(move, answer.nextLink());
    if (!tracking.isOpen() && move.token() == null) {
      throw untracked(tracking.pages().entity());
    }
  }

  private void addWhatIsSwitchedOff(JsonNode row, TableTracking tracking, List<RecordNews> news) {
    String entity = tracking.pages().entity();
    String id = row.path(RecordTable.of(entity).id()).asText();
    tracking.saw(id);
    if (!row.path(flag(entity)).asBoolean(false)) {
      news.add(tracking.news(id, RecordRows.version(row), "-sync-off"));
    }
  }

  private static RemoteFailure untracked(String entity) {
    return new RemoteFailure(
        RemoteFailure.Kind.REJECTED,
        "Dataverse tracks no changes of the table "
            + entity
            + ", so that the whole table has to be read each time; an administrator can switch"
            + " change tracking on",
        null,
        null);
  }

  /**
   * Forgets the token, which Dataverse does not know any more.
   *
   * @return false when there was none
   */
  boolean startOver(String entity) {
    Cursor cursor = cursor(entity);
    if (cursor.token() == null) {
      return false;
    }
    inbox.recordsChanged(List.of(), cursor.goingOnAt(null));
    return true;
  }
}
