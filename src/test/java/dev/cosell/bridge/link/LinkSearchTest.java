package dev.cosell.bridge.link;

import static dev.cosell.bridge.store.SettableClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.store.OnEveryDatabase;
import dev.cosell.bridge.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

class LinkSearchTest {

  @OnEveryDatabase
  void takesPercentAndUnderscoreAndTheEscapeLiterally(Store store) {
    link(store, "10% off", LinkState.LINKED);
    link(store, "10 cats off", LinkState.LINKED);
    link(store, "a_b", LinkState.LINKED);
    link(store, "axb", LinkState.LINKED);
    link(store, "wow!", LinkState.LINKED);
    link(store, "back\\slash", LinkState.LINKED);

    assertThat(names(store, "10%", null)).containsExactly("10% off");
    assertThat(names(store, "A_B", null)).containsExactly("a_b");
    assertThat(names(store, "w!", null)).containsExactly("wow!");
    assertThat(names(store, "%", null)).containsExactly("10% off");
    assertThat(names(store, "\\", null)).containsExactly("back\\slash");
    assertThat(names(store, "'", null)).isEmpty();
  }

  @OnEveryDatabase
  void findsByPartOfTheReferralIdAndOfTheRecordIdInAnyCase(Store store) {
    Link link = link(store, "Wanted", LinkState.LINKED);
    link(store, "Other", LinkState.LINKED);
    store.links().save(link.with(RecordId.opportunity("006ABCdef"), null), START);

    assertThat(
            names(store, Objects.requireNonNull(link.referralId()).value().substring(4, 30), null))
        .containsExactly("Wanted");
    assertThat(names(store, "006abcDEF", null)).containsExactly("Wanted");
  }

  @OnEveryDatabase
  void findsByState(Store store) {
    link(store, "held", LinkState.HELD);
    link(store, "failed", LinkState.FAILED);

    assertThat(names(store, "", LinkState.HELD)).containsExactly("held");
    assertThat(names(store, "led", LinkState.HELD)).isEmpty();
    assertThat(names(store, "", LinkState.IGNORED)).isEmpty();
  }

  @OnEveryDatabase
  void showsEveryLinkOnExactlyOnePageTheLastChangedFirst(Store store) {
    for (int number = 0; number < 7; number++) {
      store.clock().move(Duration.ofSeconds(number % 2)); // some share their time of change
      link(store, "deal " + number, LinkState.LINKED);
    }

    List<String> pages =
        IntStream.range(0, 4)
            .mapToObj(page -> new LinkQuery("deal", null, page, 3))
            .flatMap(query -> store.links().search(query).stream())
            .map(link -> String.valueOf(link.name()))
            .toList();

    assertThat(pages)
        .containsExactly("deal 6", "deal 5", "deal 4", "deal 3", "deal 2", "deal 1", "deal 0");
    assertThat(store.links().count(new LinkQuery("deal", null, 5, 3))).isEqualTo(7);
    assertThat(store.links().count(new LinkQuery("deal 6", LinkState.LINKED, 0, 3))).isEqualTo(1);
    assertThat(store.links().count(new LinkQuery("", LinkState.NEW, 0, 3))).isZero();
  }

  @OnEveryDatabase
  void survivesAPageFarBehindTheLast(Store store) {
    link(store, "deal", LinkState.LINKED);

    assertThat(store.links().search(new LinkQuery("", null, Integer.MAX_VALUE, 200))).isEmpty();
  }

  @OnEveryDatabase
  void ignoresTheCharacterThatNotEveryDatabaseCanHold(Store store) {
    link(store, "de\u0000al", LinkState.LINKED);

    assertThat(names(store, "dea\u0000l", null)).containsExactly("deal");
  }

  private static Link link(Store store, String name, LinkState state) {
    Link link = store.newLink().named(name).standing(state, null);
    store.links().save(link, START);
    return link;
  }

  private static List<@Nullable String> names(Store store, String text, @Nullable LinkState state) {
    return store.links().search(new LinkQuery(text, state, 0, 50)).stream()
        .<@Nullable String>map(Link::name)
        .toList();
  }
}
