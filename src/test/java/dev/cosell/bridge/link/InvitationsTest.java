package dev.cosell.bridge.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.store.OnEveryDatabase;
import dev.cosell.bridge.store.Store;
import java.util.UUID;

class InvitationsTest {

  private static final long LINK = 7;

  @OnEveryDatabase
  void keepTheIdOfTheRequestUntilTheAnswerIsKnown(Store store) {
    Invitations invitations = store.invitations();
    UUID first = invitations.begin(LINK);
    assertThat(invitations.begin(LINK)).isEqualTo(first);
    assertThat(invitations.begin(LINK + 1)).isNotEqualTo(first);

    invitations.answered(LINK);
    assertThat(invitations.openSince(LINK)).isEmpty();
    assertThat(invitations.openSince(LINK + 1)).isPresent();
    assertThat(invitations.begin(LINK)).isNotEqualTo(first);
  }

  @OnEveryDatabase
  void rememberWhenMicrosoftWasInvited(Store store) {
    store.invitations().begin(LINK);

    assertThat(store.invitations().openSince(LINK)).contains(store.clock().instant());
  }

  @OnEveryDatabase
  void outliveTheTransactionAroundThem(Store store) {
    store
        .transaction()
        .executeWithoutResult(
            crash -> {
              store.invitations().begin(LINK);
              crash.setRollbackOnly();
            });

    assertThat(store.invitations().openSince(LINK)).isPresent();
  }
}
