package dev.cosell.bridge.ledger;

import static dev.cosell.bridge.store.SettableClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.store.OnEveryDatabase;
import dev.cosell.bridge.store.Store;
import java.time.Instant;
import java.util.List;

class CursorsTest {

  private static final Instant LATER = START.plusSeconds(60);

  @OnEveryDatabase
  void beginAtTheBeginning(Store store) {
    assertThat(store.cursors().find("poll")).isEqualTo(Cursor.atTheBeginning("poll"));
  }

  @OnEveryDatabase
  void moveEachByItself(Store store) {
    move(store, store.cursors().find("poll").reaching(START));
    move(store, store.cursors().find("other").goingOnAt("token"));

    assertThat(store.cursors().find("poll")).isEqualTo(new Cursor("poll", START, null));
    assertThat(store.cursors().find("other")).isEqualTo(new Cursor("other", null, "token"));
  }

  @OnEveryDatabase
  void neverGoBack(Store store) {
    move(store, store.cursors().find("poll").reaching(LATER));
    move(store, store.cursors().find("poll").reaching(START));
    move(store, store.cursors().find("poll").reaching(null));
    move(store, store.cursors().find("poll").staying());

    assertThat(store.cursors().find("poll").watermark()).isEqualTo(LATER);
  }

  @OnEveryDatabase
  void forgetATokenAlone(Store store) {
    move(store, new CursorMove("poll", START, "token"));

    move(store, store.cursors().find("poll").goingOnAt(null));

    assertThat(store.cursors().find("poll")).isEqualTo(new Cursor("poll", START, null));
  }

  private static void move(Store store, CursorMove move) {
    store.inbox().recordsChanged(List.of(), move);
  }
}
