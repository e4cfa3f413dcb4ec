package dev.cosell.bridge.operations;

import dev.cosell.bridge.ledger.Backlog;
import dev.cosell.bridge.ledger.ChangeLedger;
import dev.cosell.bridge.link.LinkQuery;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.link.Links;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What waits. */
@RestController
class BacklogApi {

  private final ChangeLedger ledger;
  private final Links links;

  BacklogApi(ChangeLedger ledger, Links links) {
    this.ledger = ledger;
    this.links = links;
  }

  @GetMapping("/api/backlog")
  Answer backlog() {
    Backlog backlog = ledger.backlog();
    return new Answer(
        backlog.changes(),
        backlog.due(),
        backlog.waiting(),
        backlog.parked(),
        backlog.oldest(),
        count(LinkState.HELD),
        count(LinkState.FAILED));
  }

  private long count(LinkState state) {
    return links.count(new LinkQuery("", state, 0, 1));
  }

  /** Changes in the ledger, and links that need somebody's attention. */
  record Answer(
      long changes,
      long due,
      long waiting,
      long parked,
      @Nullable Instant oldest,
      long held,
      long failed) {}
}
