package dev.cosell.bridge.dynamics;

import dev.cosell.bridge.ledger.Cursor;
import dev.cosell.bridge.ledger.CursorMove;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One way through a table, page by page. */
final class TablePoll {

  private final String entity;
  private Cursor cursor;
  private @Nullable DataverseQuery next;
  private Instant askedAt = Instant.MAX;

  TablePoll(String entity, Cursor cursor, DataverseQuery first) {
    this.entity = entity;
    this.cursor = cursor;
    this.next = first;
  }

  /** True while there is a page to ask for. */
  public boolean isOpen() {
    return next != null;
  }

  String entity() {
    return entity;
  }

  Cursor cursor() {
    return cursor;
  }

  Instant askedAt() {
    return askedAt;
  }

  /** The query of the page that is asked for now. */
  DataverseQuery ask(Instant now) {
    askedAt = now;
    return Objects.requireNonNull(next, "the last page was read");
  }

  /** Goes on, once a page is committed. */
  void committed(CursorMove move, @Nullable String nextLink) {
    cursor = move.reached();
    next = nextLink == null || next == null ? null : next.following(nextLink);
  }
}
