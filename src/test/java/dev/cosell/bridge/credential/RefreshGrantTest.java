package dev.cosell.bridge.credential;

import static dev.cosell.bridge.sandbox.entra.EntraSettings.PARTNER_CENTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cosell.bridge.remote.Gates;
import dev.cosell.bridge.sandbox.entra.EntraSandbox;
import dev.cosell.bridge.sandbox.entra.EntraSettings;
import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.store.Database;
import dev.cosell.bridge.store.InParallel;
import dev.cosell.bridge.store.Store;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefreshGrantTest {

  private static final String SYSTEM = "partner-center";
  private static final String SCOPE = "https://api.partner.microsoft.com/.default";
  private static final String CONFIGURED = Objects.requireNonNull(PARTNER_CENTER.refreshToken());

  private EntraSandbox entra;
  private Store store;

  @BeforeEach
  void start() throws IOException {
    entra = EntraSandbox.start(EntraSettings.defaults());
    store = Store.open(Database.H2_FILE);
  }

  @AfterEach
  void stop() throws IOException {
    store.close();
    entra.close();
  }

  @Test
  void goesOnWithTheRotatedTokenWhereTheUsedOneDies() {
    entra.change(settings -> settings.withStrictRotation(true));
    for (int start = 0; start < 3; start++) {
      RefreshGrant grant = grant(CONFIGURED); // as after a restart
      assertThat(entra.accepts(grant.get().value(), SCOPE)).isTrue();
      assertThat(entra.accepts(grant.get().value(), SCOPE)).isTrue();
    }
    assertThat(entra.tokenRequests()).isEqualTo(6);
  }

  @Test
  void isSharedByTwoAudiencesAtTheSameMomentWhereARefreshTokenIsGoodOnce() {
    entra.change(settings -> settings.withStrictRotation(true));
    RefreshTokens shared = tokens();
    List<RefreshGrant> both =
        List.of(
            grant(SCOPE, shared),
            grant("https://api.partnercenter.microsoft.com/.default", shared));
    AtomicInteger next = new AtomicInteger();

    List<String> issued =
        InParallel.call(8, () -> both.get(next.getAndIncrement() % 2).get().value());

    assertThat(issued).hasSize(8).doesNotHaveDuplicates();
    assertThat(entra.tokenRequests()).isEqualTo(8);
  }

  @Test
  void usesTheTokenThatAnotherNodeRotatedInTheSameMoment() {
    entra.change(settings -> settings.withStrictRotation(true));
    grant(CONFIGURED).get(); // from now on a rotated one is stored
    RefreshTokens here = tokens();
    String before = here.latest(SYSTEM, CONFIGURED);
    entra
        .server()
        .fail(
            new Fault("POST", null, 400, Map.of(), "{\"error\":\"invalid_grant\"}", 1, false, 500));

    List<String> issued =
        InParallel.call(
            2,
            () -> {
              RefreshTokens node = tokens();
              return grant(SCOPE, node).get().value();
            });

    assertThat(issued).hasSize(2);
    assertThat(here.latest(SYSTEM, CONFIGURED)).isNotEqualTo(before);
  }

  @Test
  void fallsBackToTheConfiguredTokenOnceTheStoredOneIsRefused() {
    tokens().keep(SYSTEM, CONFIGURED, "rotated, and revoked since");

    assertThat(entra.accepts(grant(CONFIGURED).get().value(), SCOPE)).isTrue();

    assertThat(entra.tokenRequests()).isEqualTo(2);
    assertThat(tokens().latest(SYSTEM, CONFIGURED))
        .isNotEqualTo(CONFIGURED)
        .isNotEqualTo("rotated, and revoked since");
  }

  @Test
  void saysThatAPersonIsNeededWhenBothAreRefused() {
    tokens().keep(SYSTEM, CONFIGURED, "rotated, and revoked since");
    entra.revokeAll();

    assertThatThrownBy(grant(CONFIGURED)::get)
        .isInstanceOf(RemoteFailure.class)
        .hasMessageContaining("a person has to sign in");
    assertThat(entra.tokenRequests()).isEqualTo(2);
  }

  @Test
  void doesNotGiveUpTheStoredTokenForAPassingFailure() {
    entra.change(settings -> settings.withStrictRotation(true));
    String first = grant(CONFIGURED).get().value();
    entra.server().fail(new Fault("POST", null, 503, Map.of(), "", 1, false, 0));

    assertThatThrownBy(grant(CONFIGURED)::get)
        .isInstanceOfSatisfying(
            RemoteFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT));

    assertThat(grant(CONFIGURED).get().value()).isNotEqualTo(first);
    assertThat(entra.tokenRequests()).isEqualTo(3);
  }

  @Test
  void usesANewlyConfiguredTokenAtOnce() {
    tokens().keep(SYSTEM, "configured before", "rotated before");

    assertThat(entra.accepts(grant(CONFIGURED).get().value(), SCOPE)).isTrue();
    assertThat(entra.tokenRequests()).isEqualTo(1);
  }

  private RefreshGrant grant(String configured) {
    return new RefreshGrant(
        new TokenEndpoint(settings(SCOPE), Gates.TIME_OUTS), SYSTEM, configured, tokens());
  }

  private RefreshGrant grant(String scope, RefreshTokens refreshTokens) {
    return new RefreshGrant(
        new TokenEndpoint(settings(scope), Gates.TIME_OUTS), SYSTEM, CONFIGURED, refreshTokens);
  }

  private OAuthSettings settings(String scope) {
    return new OAuthSettings(
        SYSTEM, entra.tokenUrl(), PARTNER_CENTER.id(), PARTNER_CENTER.secret(), scope);
  }

  private RefreshTokens tokens() {
    return RefreshTokensTest.tokens(store, "key");
  }
}
