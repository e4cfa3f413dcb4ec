package dev.cosell.bridge.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.crm.PollHealth;
import dev.cosell.bridge.crm.PollRounds;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.OpenLinks.OpenLink;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.remote.Gates;
import dev.cosell.bridge.remote.RemoteRoutes;
import dev.cosell.bridge.store.OnEveryDatabase;
import dev.cosell.bridge.store.Store;
import dev.cosell.bridge.sync.RemoteFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/** When both sides are compared, of all nodes together. */
class DriftCheckTest {

  private final Counted sides = new Counted();

  private DriftCheck node(Store store) {
    ProducerTemplate camel = new DefaultCamelContext().createProducerTemplate();
    PollRounds rounds =
        new PollRounds(
            store.turns(),
            new RemoteRoutes(camel, failure -> Optional.empty()),
            new PollHealth(),
            Gates.open());
    DriftSettings settings = new DriftSettings(Duration.ofDays(1));
    return new DriftCheck(rounds, sides, store.reports(), settings, camel, store.clock());
  }

  @OnEveryDatabase
  void isOnceInTheIntervalOnAllNodesAlsoAfterARestart(Store store) {
    node(store).whenDue();
    node(store).whenDue();
    store.clock().move(Duration.ofHours(23));
    node(store).whenDue();
    assertThat(sides.rounds).isEqualTo(1);
    assertThat(node(store).last()).isPresent();

    store.clock().move(Duration.ofHours(2));
    node(store).whenDue();
    assertThat(sides.rounds).isEqualTo(2);
  }

  @OnEveryDatabase
  void goesOnAfterTheRestThatASystemAskedFor(Store store) {
    sides.failure =
        new RemoteFailure(
            RemoteFailure.Kind.TRANSIENT, "Partner Center answered 429", Duration.ofHours(1), null);
    node(store).whenDue();
    store.clock().move(Duration.ofMinutes(30));
    node(store).whenDue();
    assertThat(sides.rounds).isEqualTo(1);
    assertThat(node(store).underWay())
        .map(DriftReport::failing)
        .hasValue("Partner Center answered 429");

    sides.failure = null;
    store.clock().move(Duration.ofMinutes(31));
    node(store).whenDue();
    assertThat(node(store).underWay()).isEmpty();
    assertThat(node(store).last()).isPresent();
  }

  @OnEveryDatabase
  void leavesARoundToTheNodeThatIsAtItUntilThatOneIsGone(Store store) {
    DriftReport round = DriftReport.begun(store.clock().instant());
    store.reports().keep(DriftCheck.ROUND, round);
    node(store).whenDue();
    assertThat(sides.rounds).isZero();

    store.clock().move(Duration.ofMinutes(6));
    node(store).whenDue();
    assertThat(sides.rounds).isEqualTo(1);
  }

  /** No links; counts how often the list of Partner Center is asked for. */
  private static final class Counted implements Sides {

    private int rounds;
    private @Nullable RemoteFailure failure;

    @Override
    public Map<ReferralId, Instant> changes() {
      rounds++;
      if (failure != null) {
        throw failure;
      }
      return Map.of();
    }

    @Override
    public List<OpenLink> linksAfter(long key) {
      return List.of();
    }

    @Override
    public boolean isOver(Link link) {
      return false;
    }

    @Override
    public Map<RecordId, String> versions(List<Link> links) {
      return Map.of();
    }

    @Override
    public boolean isKnown(Link link, Map<RecordId, String> versions) {
      return true;
    }

    @Override
    public Found inFull(Link link) {
      return new Found(Set.of(), null, null);
    }

    @Override
    public Optional<Explanation> explanation(Link link) {
      return Optional.empty();
    }

    @Override
    public void wake(Link link, Explanation explanation) {}
  }
}
