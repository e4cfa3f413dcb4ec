package dev.cosell.bridge.drift;

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
import dev.cosell.bridge.remote.RemoteRoutes;
import dev.cosell.bridge.run.RunLog;
import dev.cosell.bridge.sync.CrmRecord;
import dev.cosell.bridge.sync.Differences;
import dev.cosell.bridge.sync.Progress;
import dev.cosell.bridge.sync.Synchronization;
import dev.cosell.bridge.sync.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asks the store, and both systems by the routes. */
final class DriftComparison implements Sides {

  static final int LINKS_OF_A_SLICE = 200;

  private final RemoteRoutes routes;
  private final OpenLinks openLinks;
  private final Links links;
  private final ChangeLedger ledger;
  private final Inbox inbox;
  private final Differences differences;

  DriftComparison(
      RemoteRoutes routes,
      OpenLinks openLinks,
      Links links,
      ChangeLedger ledger,
      Inbox inbox,
      Differences differences) {
    this.routes = routes;
    this.openLinks = openLinks;
    this.links = links;
    this.ledger = ledger;
    this.inbox = inbox;
    this.differences = differences;
  }

  @Override
  public List<OpenLink> linksAfter(long key) {
    return openLinks.after(key, LINKS_OF_A_SLICE);
  }

  @Override
  public boolean isOver(Link link) {
    return differences.isOver(link);
  }

  @Override
  public Map<ReferralId, Instant> changes() {
    Map<?, ?> answer = routes.ask("direct:partner-center-read-versions", "drift", Map.class);
    Map<ReferralId, Instant> changes = new HashMap<>();
    answer.forEach((id, at) -> changes.put((ReferralId) id, (Instant) at));
    return changes;
  }

  @Override
  public Map<RecordId, String> versions(List<Link> some) {
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
          routes.ask("direct:crm-read-versions", new VersionsWanted(entity, some), Map.class);
      answer.forEach(
          (id, version) ->
              versions.put(new RecordId(entity, String.valueOf(id)), String.valueOf(version)));
    }
    return versions;
  }

  @Override
  public boolean isKnown(Link link, Map<RecordId, String> versions) {
    String version = link.record() == null ? null : versions.get(link.record());
    return version != null && differences.isKnown(version, link);
  }

  @Override
  public Found inFull(Link link) {
    Synchronization begun =
        Synchronization.begin(new Trigger(List.of(), 0, true), new RunLog(), new Progress(link));
    Synchronization read = routes.ask("direct:look-at-both-sides", begun, Synchronization.class);
    CrmRecord record = read.record();
    return new Found(
        differences.of(read),
        read.progress().referralAt(),
        record == null ? null : record.modifiedAt());
  }

  @Override
  public Optional<Explanation> explanation(Link link) {
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

  @Override
  public void wake(Link link, Explanation explanation) {
    if (explanation == Explanation.UNEXPLAINED) {
      inbox.dealDiffers(link.id());
    }
  }
}
