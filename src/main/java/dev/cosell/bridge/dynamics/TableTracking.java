package dev.cosell.bridge.dynamics;

import dev.cosell.bridge.ledger.CursorMove;
import dev.cosell.bridge.ledger.RecordNews;
import dev.cosell.bridge.link.RecordId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One way through the list of changes of a table, or through the whole table. */
final class TableTracking {

  private final TablePoll pages;
  private final Set<String> unseen;

  /**
   * Begins.
   *
   * @param unseen the linked records that the whole table has to name; empty for a list of changes
   */
  TableTracking(TablePoll pages, Set<String> unseen) {
    this.pages = pages;
    this.unseen = new HashSet<>(unseen);
  }

  /** True while there is a page to ask for. */
  public boolean isOpen() {
    return pages.isOpen();
  }

  TablePoll pages() {
    return pages;
  }

  /** The row is there. */
  void saw(String id) {
    unseen.remove(id);
  }

  /** The linked records that no page has named. */
  List<RecordNews> missing() {
    List<RecordNews> missing = new ArrayList<>();
    unseen.forEach(id -> missing.add(news(id, null, "-missing")));
    return missing;
  }

  /** News of a record that matters only where it is linked. */
  RecordNews news(String id, @Nullable String version, String event) {
    return new RecordNews(
        new RecordId(pages.entity(), id), null, version, pages.entity() + event, false);
  }

  /** Goes on, once a page is committed. */
  void committed(CursorMove move, @Nullable String nextLink) {
    pages.committed(move, nextLink);
  }
}
