package dev.cosell.bridge.drift;

import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.OpenLinks.OpenLink;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.link.ReferralId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a comparison of both sides asks the store and both systems. It writes into neither. */
interface Sides {

  /** The next links, in the order of their keys; empty when there are none left. */
  List<OpenLink> linksAfter(long key);

  /** Whether a deal is over on both sides, so that nothing of it changes any more. */
  boolean isOver(Link link);

  /**
   * When each referral was changed last, by Partner Center's own clock. One that is missing may
   * exist all the same.
   *
   * @throws dev.cosell.bridge.sync.RemoteFailure when the list cannot be read
   */
  Map<ReferralId, Instant> changes();

  /**
   * The versions of the records of these links. One that is missing may exist all the same.
   *
   * @throws dev.cosell.bridge.sync.RemoteFailure when they cannot be read
   */
  Map<RecordId, String> versions(List<Link> links);

  /** Whether the record's version tells of nothing that the link does not know. */
  boolean isKnown(Link link, Map<RecordId, String> versions);

  /**
   * Reads both sides and compares them field by field.
   *
   * @throws dev.cosell.bridge.sync.RemoteFailure when one of them cannot be read
   */
  Found inFull(Link link);

  /** What explains a difference; empty when the link was synchronized meanwhile. */
  Optional<Explanation> explanation(Link link);

  /** Synchronizes a difference that nothing explains. */
  void wake(Link link, Explanation explanation);
}
