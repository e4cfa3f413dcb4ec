package dev.cosell.bridge.drift;

import dev.cosell.bridge.crm.PollRounds;
import dev.cosell.bridge.crm.VersionsWanted;
import dev.cosell.bridge.ledger.ChangeLedger;
import dev.cosell.bridge.ledger.Inbox;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.link.Links;
import dev.cosell.bridge.link.OpenLinks;
import dev.cosell.bridge.link.OpenLinks.OpenLink;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.run.RunLog;
import dev.cosell.bridge.sync.CrmRecord;
import dev.cosell.bridge.sync.Differences;
import dev.cosell.bridge.sync.Progress;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import dev.cosell.bridge.sync.Synchronization;
import dev.cosell.bridge.sync.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a comparison of both sides asks the store and both systems. It writes into neither. */
class DriftComparison {

  static final int LINKS_OF_A_SLICE = 200;

  private final PollRounds rounds;
  private final OpenLinks openLinks;
  private final Links links;
  private final ChangeLedger ledger;
  private final Inbox inbox;
  private final Differences differences;

  DriftComparison(
      PollRounds rounds,
      OpenLinks openLinks,
      Links links,
      ChangeLedger ledger,
      Inbox inbox,
      Differences differences) {
    this.rounds = rounds;
    this.openLinks = openLinks;
    this.links = links;
    this.ledger = ledger;
    this.inbox = inbox;
    this.differences = differences;
  }

  /**
   * In what a link's two sides differ.
   *
   * @param fields by their names in the mapping file
   * @param referralAt when the referral was changed last
   * @param recordAt when the record was changed last
   */
  record Found(Set<String> fields, @Nullable Instant referralAt, @Nullable Instant recordAt) {

    /** The older one of the edits that are not known; of both, where none stands out. */
    @Nullable Instant since(boolean referralIsKnown, boolean recordIsKnown) {
      boolean both = referralIsKnown == recordIsKnown;
      return Stream.concat(
              Stream.ofNullable(both || !referralIsKnown ? referralAt : null),
              Stream.ofNullable(both || !recordIsKnown ? recordAt : null))
          .min(Instant::compareTo)
          .orElse(null);
    }
  }

  /** The next links. */
  List<OpenLink> linksAfter(long key) {
    return openLinks.after(key, LINKS_OF_A_SLICE);
  }

  boolean isOver(Link link) {
    return differences.isOver(link);
  }

  /** When each referral was changed last, by Partner Center's own clock. */
  Map<ReferralId, Instant> changes() {
    Map<?, ?> answer = rounds.ask("direct:partner-center-read-versions", "drift", Map.class);
    Map<ReferralId, Instant> changes = new HashMap<>();
    answer.forEach((id, at) -> changes.put((ReferralId) id, (Instant) at));
    return changes;
  }

  /** The versions of the records of these links, as far as the CRM tells them. */
  Map<RecordId, String> versions(List<Link> some) {
    Map<RecordId, String> versions = new HashMap<>();
    some.stream()
        .map(Link::record)
        .flatMap(Stream::ofNullable)
        .collect(Collectors.groupingBy(RecordId::entity))
        .forEach((entity, records) -> versions.putAll(versions(entity, records)));
    return versions;
  }

  private Map<RecordId, String> versions(String entity, List<RecordId> records) {
    Map<RecordId, String> versions = new HashMap<>();
    List<String> ids = new ArrayList<>(records.stream().map(RecordId::value).toList());
    for (int from = 0; from < ids.size(); from += VersionsWanted.MOST) {
      List<String> some = ids.subList(from, Math.min(ids.size(), from + VersionsWanted.MOST));
      Map<?, ?> answer =
          rounds.ask("direct:crm-read-versions", new VersionsWanted(entity, some), Map.class);
      answer.forEach(
          (id, version) ->
              versions.put(new RecordId(entity, String.valueOf(id)), String.valueOf(version)));
    }
    return versions;
  }

  /** A record that the CRM does not list may exist all the same. */
  boolean isKnown(Link link, Map<RecordId, String> versions) {
    String version = link.record() == null ? null : versions.get(link.record());
    return version != null && differences.isKnown(version, link);
  }

  /**
   * Reads both sides and compares them field by field.
   *
   * @throws RemoteFailure when one of them cannot be read
   */
  Found inFull(Link link) {
    Synchronization begun =
        Synchronization.begin(new Trigger(List.of(), 0, true), new RunLog(), new Progress(link));
    Synchronization read = rounds.ask("direct:look-at-both-sides", begun, Synchronization.class);
    CrmRecord record = read.record();
    return new Found(
        differences.of(read),
        read.progress().referralAt(),
        record == null ? null : record.modifiedAt());
  }

  /** What explains the difference; empty when the link was synchronized meanwhile. */
  Optional<Explanation> explanation(Link link) {
    if (link.state() == LinkState.HELD) {
      return Optional.of(Explanation.HELD);
    }
    if (link.state() == LinkState.FAILED) {
      return Optional.of(Explanation.FAILED);
    }
    if (ledger.isOpen(link.id())) {
      return Optional.of(Explanation.WAITING);
    }
    return links
        .find(link.id())
        .filter(now -> now.updatedAt().equals(link.updatedAt()))
        .map(now -> Explanation.UNEXPLAINED);
  }

  /** A difference that nothing explains is synchronized. */
  void wake(Link link, Explanation explanation) {
    if (explanation == Explanation.UNEXPLAINED) {
      inbox.dealDiffers(link.id());
    }
  }

  /** Whether the other links would fare no better. */
  static boolean endsTheSlice(RemoteFailure failure) {
    return failure.kind() == Kind.TRANSIENT || failure.kind() == Kind.UNAUTHORIZED;
  }
}
