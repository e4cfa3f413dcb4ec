package dev.cosell.bridge.sync;

import dev.cosell.bridge.link.Link;

/**
 * The link as far as a synchronization has come. It outlives a failure: what was created remotely
 * is remembered even when a later step fails.
 */
public final class Progress {

  private Link link;

  /** Begins with the link as it stands in the store. */
  public Progress(Link link) {
    this.link = link;
  }

  /** The link so far. */
  public synchronized Link link() {
    return link;
  }

  /** Remembers what was reached. */
  public synchronized void reached(Link now) {
    link = now;
  }
}
