package dev.cosell.bridge.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.cosell.bridge.credential.AccessTokens.AccessToken;
import dev.cosell.bridge.store.InParallel;
import dev.cosell.bridge.store.SettableClock;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AccessTokensTest {

  private final SettableClock clock = new SettableClock();
  private final AtomicInteger requests = new AtomicInteger();
  private Duration lifetime = Duration.ofHours(1);

  @Test
  void asksOnceHoweverManyNeedIt() {
    AccessTokens tokens = tokens();

    List<String> given = InParallel.call(50, tokens::current);

    assertThat(Set.copyOf(given)).containsExactly("token 1");
    assertThat(requests).hasValue(1);
  }

  @Test
  void asksOnceHoweverManyNeedItWhenItExpires() {
    AccessTokens tokens = tokens();
    tokens.current();
    clock.move(lifetime);

    assertThat(Set.copyOf(InParallel.call(50, tokens::current))).containsExactly("token 2");
    assertThat(requests).hasValue(2);
  }

  @Test
  void renewsTwoMinutesBeforeItExpires() {
    AccessTokens tokens = tokens();
    tokens.current();

    clock.move(lifetime.minusMinutes(2).minusMillis(1));
    assertThat(tokens.current()).isEqualTo("token 1");
    clock.move(Duration.ofMillis(1));
    assertThat(tokens.current()).isEqualTo("token 2");
  }

  @Test
  void usesATokenOfAFewSecondsForMostOfThem() {
    lifetime = Duration.ofSeconds(10);
    AccessTokens tokens = tokens();
    tokens.current();

    clock.move(Duration.ofMillis(8_999));
    assertThat(tokens.current()).isEqualTo("token 1");
    clock.move(Duration.ofMillis(1));
    assertThat(tokens.current()).isEqualTo("token 2");
  }

  @Test
  void throwsAwayOnlyTheTokenThatWasRefused() {
    AccessTokens tokens = tokens();
    tokens.current();

    tokens.discard("token 0");
    assertThat(tokens.current()).isEqualTo("token 1");
    tokens.discard("token 1");
    assertThat(tokens.current()).isEqualTo("token 2");
  }

  @Test
  void asksAgainAfterAFailure() {
    AtomicInteger asked = new AtomicInteger();
    AccessTokens tokens =
        new AccessTokens(
            () -> {
              if (asked.incrementAndGet() == 1) {
                throw new RemoteFailure(Kind.TRANSIENT, "down", null, null);
              }
              return new AccessToken("good", clock.instant().plus(lifetime));
            },
            clock);

    assertThatThrownBy(tokens::current).isInstanceOf(RemoteFailure.class);
    assertThat(tokens.current()).isEqualTo("good");
  }

  @Test
  void asksOnceForAllThatWaitedWhenItFails() {
    AtomicInteger asked = new AtomicInteger();
    List<Thread> waiting = new CopyOnWriteArrayList<>();
    AccessTokens tokens =
        new AccessTokens(
            () -> {
              asked.incrementAndGet();
              await()
                  .until(() -> waiting.stream().filter(AccessTokensTest::isBlocked).count() == 9);
              throw new RemoteFailure(Kind.TRANSIENT, "down", null, null);
            },
            clock);

    List<RemoteFailure> failures =
        InParallel.call(
            10,
            () -> {
              waiting.add(Thread.currentThread());
              return catchThrowableOfType(RemoteFailure.class, tokens::current);
            });

    assertThat(failures).hasSize(10).doesNotContainNull();
    assertThat(asked).hasValue(1);
  }

  private static boolean isBlocked(Thread thread) {
    return thread.getState() == Thread.State.BLOCKED;
  }

  /** The moment between reading the known token and comparing its time is the dangerous one. */
  @Test
  void neverGivesAnExpiredTokenWhileAnotherThreadRenewsIt() {
    AtomicReference<Runnable> whenTheTimeIsRead = new AtomicReference<>(() -> {});
    Clock watched =
        new Clock() {
          @Override
          public Instant instant() {
            Instant now = clock.instant();
            whenTheTimeIsRead.getAndSet(() -> {}).run();
            return now;
          }

          @Override
          public ZoneId getZone() {
            return clock.getZone();
          }

          @Override
          public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
          }
        };
    AccessTokens tokens = new AccessTokens(this::fresh, watched);
    tokens.current();
    clock.move(lifetime.multipliedBy(2));
    whenTheTimeIsRead.set(() -> InParallel.call(1, tokens::current));

    assertThat(tokens.current()).isEqualTo("token 2");
  }

  @Test
  void showsNoToken() {
    assertThat(new AccessToken("s3cret", clock.instant())).asString().doesNotContain("s3cret");
  }

  private AccessTokens tokens() {
    return new AccessTokens(this::fresh, clock);
  }

  private AccessToken fresh() {
    return new AccessToken("token " + requests.incrementAndGet(), clock.instant().plus(lifetime));
  }
}
