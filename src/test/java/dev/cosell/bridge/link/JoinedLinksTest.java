package dev.cosell.bridge.link;

import static dev.cosell.bridge.store.SettableClock.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cosell.bridge.store.InParallel;
import dev.cosell.bridge.store.OnEveryDatabase;
import dev.cosell.bridge.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.dao.DuplicateKeyException;

/** Links of sellers' deals, and two links of one deal that become one. */
class JoinedLinksTest {

  private static final RecordId DEAL = RecordId.opportunity("0d000000-0000-4000-8000-000000000001");

  @OnEveryDatabase
  void makesTheLinkOfARecordOnlyOnce(Store store) {
    List<Long> keys =
        InParallel.call(20, () -> store.transaction().execute(it -> store.links().keyOf(DEAL)));

    assertThat(Set.copyOf(keys)).hasSize(1);
    assertThat(store.jdbc().sql("SELECT COUNT(*) FROM link").query(Long.class).single())
        .isEqualTo(1);
    Link link = store.links().find(DEAL).orElseThrow();
    assertThat(link.id()).isEqualTo(keys.get(0));
    assertThat(link.record()).isEqualTo(DEAL);
    assertThat(link.referralId()).isNull();
    assertThat(link.state()).isEqualTo(LinkState.NEW);
  }

  @OnEveryDatabase
  void aLeadAndAnOpportunityOfOneIdAreTwoDeals(Store store) {
    assertThat(store.links().keyOf(DEAL))
        .isNotEqualTo(store.links().keyOf(RecordId.lead(DEAL.value())));
    assertThat(store.links().findKey(RecordId.lead("unknown"))).isEmpty();
  }

  @OnEveryDatabase
  void manyDealsWithoutReferralStandSideBySide(Store store) {
    long one = store.links().keyOf(DEAL);
    long other = store.links().keyOf(RecordId.opportunity("2"));
    store.links().save(store.links().find(one).orElseThrow(), START);

    assertThat(other).isNotEqualTo(one);
    assertThat(store.links().find(one).orElseThrow().referralId()).isNull();
  }

  @OnEveryDatabase
  void aLinkThatGaveWayLeavesItsReferralAndRecordFree(Store store) {
    Link gone = store.newLink();
    store.links().save(gone.with(DEAL, null), START);
    ReferralId referral = Objects.requireNonNull(gone.referralId());
    long taker = store.links().keyOf(RecordId.opportunity("2"));
    assertThat(store.links().joinedTo(gone.id())).isEmpty();

    store.links().join(gone.id(), taker);

    assertThat(store.links().joinedTo(gone.id())).contains(taker);
    assertThat(store.links().joinedTo(taker)).isEmpty();
    assertThat(store.links().find(referral)).isEmpty();
    assertThat(store.links().find(DEAL)).isEmpty();
    Link heir = store.links().find(taker).orElseThrow().of(referral);
    store.links().save(heir.with(DEAL, null), START);
    assertThat(store.links().find(referral).map(Link::id)).contains(taker);
  }

  @OnEveryDatabase
  void nobodySeesALinkThatGaveWay(Store store) {
    Link gone = store.newLink().named("Rollout").standing(LinkState.IGNORED, "because");
    store.links().save(gone, START);
    long taker = store.links().keyOf(DEAL);
    store.links().save(store.links().find(taker).orElseThrow().named("Rollout"), START);

    store.links().join(gone.id(), taker);

    LinkQuery all = new LinkQuery("rollout", null, 0, 50);
    assertThat(store.links().search(all)).extracting(Link::id).containsExactly(taker);
    assertThat(store.links().count(all)).isEqualTo(1);
    assertThat(store.links().count(new LinkQuery("", LinkState.IGNORED, 0, 50))).isZero();
  }

  @OnEveryDatabase
  void takingAReferralWritesNothingElse(Store store) {
    ReferralId referral = Store.newReferral();
    long key = store.links().keyOf(DEAL);
    Link before = store.links().find(key).orElseThrow();
    store.clock().move(Duration.ofMinutes(1));

    store.links().take(before.named("Not written").of(referral));

    assertThat(store.links().find(key)).contains(before.of(referral));
    store.links().take(before);
    assertThat(store.links().find(referral)).isEmpty();
  }

  @OnEveryDatabase
  void twoLinksNeverHaveOneReferral(Store store) {
    Link owner = store.newLink();
    Link other = store.links().find(store.links().keyOf(DEAL)).orElseThrow();
    ReferralId referral = Objects.requireNonNull(owner.referralId());

    assertThatThrownBy(() -> store.links().take(other.of(referral)))
        .isInstanceOf(DuplicateKeyException.class);
  }
}
