package dev.cosell.bridge.credential;

import dev.cosell.bridge.secret.Secrets;
import dev.cosell.bridge.sync.RemoteFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The access token of one remote system: kept until shortly before it expires, renewed by one
 * thread while the others wait for its result.
 */
public final class AccessTokens {

  /**
   * An access token.
   *
   * @param value the bearer token
   * @param expiresAt when the system stops to accept it
   * @param details what else the token endpoint said, beside what RFC 6749 names
   */
  public record AccessToken(String value, Instant expiresAt, Map<String, String> details) {

    /** Copies the details. */
    public AccessToken {
      details = Map.copyOf(details);
    }

    /** A token of which nothing else is known. */
    public AccessToken(String value, Instant expiresAt) {
      this(value, expiresAt, Map.of());
    }

    @Override
    public String toString() {
      return "an access token until " + expiresAt;
    }
  }

  private static final Duration LONGEST_MARGIN = Duration.ofMinutes(2);

  private final Supplier<AccessToken> source;
  private final Clock clock;
  private volatile @Nullable Known known;
  private volatile @Nullable RemoteFailure lastFailure;

  private record Known(AccessToken token, Instant renewAt) {}

  /**
   * Tokens from this source.
   *
   * @param source asks the token endpoint; throws {@link RemoteFailure}
   */
  public AccessTokens(Supplier<AccessToken> source, Clock clock) {
    this.source = source;
    this.clock = clock;
  }

  /**
   * A token that is valid now.
   *
   * @throws RemoteFailure when the token endpoint gives none
   */
  public String current() {
    return currentToken().value();
  }

  /**
   * The same, with everything that is known of it.
   *
   * @throws RemoteFailure when the token endpoint gives none
   */
  public AccessToken currentToken() {
    AccessToken good = goodNow();
    return good == null ? renewed() : good;
  }

  /** The token that was fetched last and not refused since; null when there is none. */
  public @Nullable AccessToken latest() {
    Known now = known;
    return now == null ? null : now.token();
  }

  /** Throws this token away, if it is still the current one: the system did not accept it. */
  public synchronized void discard(String refused) {
    Known now = known;
    if (now != null && now.token().value().equals(refused)) {
      known = null;
    }
  }

  private AccessToken renewed() {
    return renewed(lastFailure);
  }

  private synchronized AccessToken renewed(@Nullable RemoteFailure beforeWaiting) {
    AccessToken byAnotherThread = goodNow();
    if (byAnotherThread != null) {
      return byAnotherThread;
    }
    RemoteFailure ofAnotherThread = lastFailure;
    if (ofAnotherThread != null && ofAnotherThread != beforeWaiting) {
      throw ofAnotherThread; // it failed while this thread waited, each would wait as long again
    }
    try {
      AccessToken fresh = source.get();
      Secrets.issued(fresh.value());
      known = new Known(fresh, fresh.expiresAt().minus(margin(fresh)));
      return fresh;
    } catch (RemoteFailure failure) {
      lastFailure = failure;
      throw failure;
    }
  }

  private @Nullable AccessToken goodNow() {
    Known now = known;
    return now != null && clock.instant().isBefore(now.renewAt()) ? now.token() : null;
  }

  private Duration margin(AccessToken fresh) {
    Duration tenth = Duration.between(clock.instant(), fresh.expiresAt()).dividedBy(10);
    return tenth.compareTo(LONGEST_MARGIN) < 0 ? tenth : LONGEST_MARGIN;
  }
}
