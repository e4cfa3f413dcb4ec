package dev.cosell.bridge.ledger;

import dev.cosell.bridge.ledger.RecordSieve.Kept;
import dev.cosell.bridge.link.Links;
import java.util.List;
import org.springframework.stereotype.Component;

/** Notes a page of news of records, as part of a transaction. */
@Component
class RecordChanges {

  private final Links links;
  private final RecordLinks known;
  private final ChangeLedger ledger;
  private final Cursors cursors;

  RecordChanges(Links links, RecordLinks known, ChangeLedger ledger, Cursors cursors) {
    this.links = links;
    this.known = known;
    this.ledger = ledger;
    this.cursors = cursors;
  }

  /** Notes what is new, and how far the poll has come; gives how many changes there were. */
  int note(List<RecordNews> page, CursorMove move) {
    List<Kept> kept = page.isEmpty() ? List.of() : new RecordSieve(known, page).kept(page);
    for (Kept each : kept) {
      RecordNews news = each.news();
      ledger.append(keyOf(each), ChangeSource.CRM, news.event(), news.version());
    }
    cursors.move(move);
    return kept.size();
  }

  private long keyOf(Kept kept) {
    if (kept.link() != null) {
      return kept.link().key();
    }
    return links.keyOf(kept.news().record());
  }
}
