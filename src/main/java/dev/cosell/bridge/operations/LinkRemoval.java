package dev.cosell.bridge.operations;

import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.link.Removal;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Removes the link of a deal and all that is remembered of it, for an operator. */
@Component
class LinkRemoval {

  private static final Logger LOG = LoggerFactory.getLogger(LinkRemoval.class);
  private static final Set<String> CLOSED = Set.of("won", "lost");

  private final Removal removal;

  LinkRemoval(Removal removal) {
    this.removal = removal;
  }

  /**
   * Removes it, in its own transaction.
   *
   * @param isForced whether a deal that is still synchronized loses its link, too
   */
  void remove(Link link, boolean isForced) {
    if (!isForced && !isOver(link)) {
      throw Problem.conflict(
          link.words()
              + " is still synchronized: the next change on either side would link it again. Close"
              + " the deal or end its synchronization first, or repeat with ?force=true.");
    }
    if (!removal.remove(link.id())) {
      throw Problem.conflict(
          link.words() + " is being synchronized at this moment. Nothing was removed; try again.");
    }
    LOG.info("{}: an operator removed the link and all that was remembered", link.words());
  }

  /** Nothing that either side does by itself is expected to bring the deal back. */
  private static boolean isOver(Link link) {
    return link.state() == LinkState.IGNORED
        || CLOSED.contains(link.base().path("status").asText());
  }
}
