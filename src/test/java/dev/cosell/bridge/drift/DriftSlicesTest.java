package dev.cosell.bridge.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.crm.PollHealth;
import dev.cosell.bridge.crm.PollRounds;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.link.OpenLinks.OpenLink;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.remote.Gates;
import dev.cosell.bridge.remote.RemoteRoutes;
import dev.cosell.bridge.store.OnEveryDatabase;
import dev.cosell.bridge.store.Store;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/** Which links are read in full, what is counted, and where a round goes on. */
class DriftSlicesTest {

  private static final Instant SEEN = Instant.parse("2031-05-01T10:00:00.5Z");
  private static final Instant EDITED = SEEN.plusSeconds(60);

  private final Fake sides = new Fake();

  private static Link linked(Store store, LinkState state) {
    Link link =
        store
            .newLink()
            .with(RecordId.opportunity(UUID.randomUUID().toString()), "1")
            .standing(state, null);
    store.links().save(link, Instant.EPOCH);
    store.links().sawReferral(link.id(), SEEN);
    return link;
  }

  private Link inStep(Store store) {
    Link link = linked(store, LinkState.LINKED);
    sides.changes.put(Objects.requireNonNull(link.referralId()), SEEN);
    sides.versions.put(Objects.requireNonNull(link.record()), "1");
    return link;
  }

  private void slice(Store store) {
    sides.store = store;
    new DriftSlices(
            new PollRounds(
                store.turns(),
                new RemoteRoutes(
                    new DefaultCamelContext().createProducerTemplate(),
                    failure -> Optional.empty()),
                new PollHealth(),
                Gates.open()),
            sides,
            store.reports(),
            store.clock())
        .next();
  }

  private DriftReport round(Store store) {
    slice(store);
    while (store.reports().find(DriftCheck.ROUND, DriftReport.class).isPresent()) {
      slice(store);
    }
    return store.reports().find(DriftCheck.REPORT, DriftReport.class).orElseThrow();
  }

  @OnEveryDatabase
  void readNothingInFullWhoseVersionsAreKnown(Store store) {
    for (int count = 0; count < 5; count++) {
      inStep(store);
    }

    DriftReport report = round(store);

    assertThat(report.links()).isEqualTo(5);
    assertThat(report.read()).isZero();
    assertThat(report.differing()).isEmpty();
    assertThat(sides.read).isEmpty();
  }

  @OnEveryDatabase
  void readInFullWhatHasAnotherVersionOrIsNotListedOrIsHeldOrFailed(Store store) {
    inStep(store);
    Link referral = inStep(store);
    sides.changes.put(Objects.requireNonNull(referral.referralId()), EDITED);
    Link record = inStep(store);
    sides.versions.put(Objects.requireNonNull(record.record()), "2");
    Link unlisted = linked(store, LinkState.LINKED);
    Link held = linked(store, LinkState.HELD);
    Link failed = linked(store, LinkState.FAILED);

    DriftReport report = round(store);

    assertThat(sides.read)
        .containsExactly(referral.id(), record.id(), unlisted.id(), held.id(), failed.id());
    assertThat(report.read()).isEqualTo(5);
    assertThat(report.differing()).isEmpty();
  }

  @OnEveryDatabase
  void countWhatDiffersByWhatExplainsItAndWakeOnlyWhatNothingExplains(Store store) {
    Link one = linked(store, LinkState.LINKED);
    Link other = linked(store, LinkState.LINKED);
    Link held = linked(store, LinkState.HELD);
    sides.differing.put(one.id(), Set.of("dealValue", "name"));
    sides.differing.put(other.id(), Set.of("name"));
    sides.differing.put(held.id(), Set.of("name"));

    DriftReport report = round(store);

    assertThat(report.of(Explanation.UNEXPLAINED))
        .isEqualTo(new Differing(2, Map.of("dealValue", 1, "name", 2), SEEN));
    assertThat(report.of(Explanation.HELD).links()).isEqualTo(1);
    assertThat(sides.woken).containsExactly(one.id(), other.id());
  }

  @OnEveryDatabase
  void tellTheTimeOfTheEditThatIsNotKnown(Store store) {
    Link link = inStep(store);
    sides.versions.put(Objects.requireNonNull(link.record()), "2");
    sides.differing.put(link.id(), Set.of("name"));

    assertThat(round(store).of(Explanation.UNEXPLAINED).oldest()).isEqualTo(EDITED);
  }

  @OnEveryDatabase
  void goOnWhereAFailureEndedThem(Store store) {
    Link first = linked(store, LinkState.LINKED);
    Link second = linked(store, LinkState.LINKED);
    sides.differing.put(first.id(), Set.of("name"));
    sides.failing.put(second.id(), Kind.TRANSIENT);

    slice(store);
    DriftReport left = store.reports().find(DriftCheck.ROUND, DriftReport.class).orElseThrow();
    assertThat(left.after()).isEqualTo(first.id());
    assertThat(left.failing()).isEqualTo("no answer");
    assertThat(left.restUntil()).isAfter(store.clock().instant());

    sides.failing.clear();
    DriftReport report = round(store);
    assertThat(sides.read).containsExactly(first.id(), second.id(), second.id());
    assertThat(report.of(Explanation.UNEXPLAINED).links()).isEqualTo(1);
    assertThat(report.failing()).isNull();
  }

  @OnEveryDatabase
  void passOverALinkThatFailsAgainOrCannotBeRead(Store store) {
    Link broken = linked(store, LinkState.LINKED);
    Link absent = linked(store, LinkState.LINKED);
    sides.failing.put(broken.id(), Kind.TRANSIENT);
    sides.failing.put(absent.id(), Kind.ABSENT);

    DriftReport report = round(store);

    assertThat(sides.read).containsExactly(broken.id(), broken.id(), absent.id());
    assertThat(report.unreadable()).isEqualTo(2);
    assertThat(report.links()).isEqualTo(2);
  }

  @OnEveryDatabase
  void leaveOutDealsThatAreOver(Store store) {
    Link over = linked(store, LinkState.LINKED);
    sides.over.add(over.id());

    assertThat(round(store).links()).isZero();
    assertThat(sides.read).isEmpty();
  }

  /** Both systems, as a test wants them; the links are in the store. */
  private static final class Fake implements Sides {

    private final Map<ReferralId, Instant> changes = new HashMap<>();
    private final Map<RecordId, String> versions = new HashMap<>();
    private final Map<Long, Set<String>> differing = new HashMap<>();
    private final Map<Long, Kind> failing = new HashMap<>();
    private final Set<Long> over = new HashSet<>();
    private final List<Long> read = new ArrayList<>();
    private final List<Long> woken = new ArrayList<>();
    private @Nullable Store store;

    @Override
    public List<OpenLink> linksAfter(long key) {
      return Objects.requireNonNull(store).openLinks().after(key, 3);
    }

    @Override
    public boolean isOver(Link link) {
      return over.contains(link.id());
    }

    @Override
    public Map<ReferralId, Instant> changes() {
      return changes;
    }

    @Override
    public Map<RecordId, String> versions(List<Link> links) {
      return versions;
    }

    @Override
    public boolean isKnown(Link link, Map<RecordId, String> listed) {
      return Objects.equals(listed.get(link.record()), link.recordVersion());
    }

    @Override
    public Found inFull(Link link) {
      read.add(link.id());
      Kind kind = failing.get(link.id());
      if (kind != null) {
        throw new RemoteFailure(kind, "no answer", null, null);
      }
      return new Found(differing.getOrDefault(link.id(), Set.of()), SEEN, EDITED);
    }

    @Override
    public Optional<Explanation> explanation(Link link) {
      return Optional.of(
          link.state() == LinkState.HELD ? Explanation.HELD : Explanation.UNEXPLAINED);
    }

    @Override
    public void wake(Link link, Explanation explanation) {
      if (explanation == Explanation.UNEXPLAINED) {
        woken.add(link.id());
      }
    }
  }
}
