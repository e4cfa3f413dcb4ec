package dev.cosell.bridge.credential;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Rotated refresh tokens, encrypted in the store.
 *
 * <p>A stored token counts only as long as the configured one, from which it descends, stays the
 * same: a newly configured token wins.
 */
@Repository
public class RefreshTokens {

  private final JdbcClient jdbc;
  private final SecretKey key;
  private final TransactionTemplate ownTransaction;
  private final Clock clock;
  private final Map<String, ReentrantLock> grants = new ConcurrentHashMap<>();

  RefreshTokens(
      JdbcClient jdbc, SecretKey key, PlatformTransactionManager transactions, Clock clock) {
    this.jdbc = jdbc;
    this.key = key;
    this.clock = clock;
    // a rotated token must survive even when the synchronization that asked for it is rolled back
    this.ownTransaction = new TransactionTemplate(transactions);
    ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /**
   * Runs one grant of a system at a time in this process: an endpoint may take a refresh token only
   * once, and several audiences can share one.
   */
  <T> T oneAtATime(String system, Supplier<T> grant) {
    ReentrantLock lock = grants.computeIfAbsent(system, it -> new ReentrantLock());
    lock.lock();
    try {
      return grant.get();
    } finally {
      lock.unlock();
    }
  }

  /** The refresh token to use: the last rotated one that descends from the configured one. */
  public String latest(String system, String configured) {
    return stored(system, configured).orElse(configured);
  }

  private Optional<String> stored(String system, String configured) {
    return jdbc.sql("SELECT secret FROM credential WHERE name = ? AND seed = ?")
        .params(system, seed(configured))
        .query(String.class)
        .optional()
        .flatMap(key::decrypt);
  }

  /** Keeps a rotated refresh token. */
  public void keep(String system, String configured, String rotated) {
    List<Object> values =
        List.of(
            seed(configured),
            key.encrypt(rotated),
            clock.instant().atOffset(ZoneOffset.UTC),
            system);
    try {
      write(values);
    } catch (DuplicateKeyException anotherNodeWasFaster) {
      write(values); // now there is a row to update
    }
  }

  private void write(List<Object> values) {
    ownTransaction.executeWithoutResult(
        committing -> {
          int updated =
              jdbc.sql("UPDATE credential SET seed = ?, secret = ?, updated_at = ? WHERE name = ?")
                  .params(values)
                  .update();
          if (updated == 0) {
            jdbc.sql("INSERT INTO credential (seed, secret, updated_at, name) VALUES (?, ?, ?, ?)")
                .params(values)
                .update();
          }
        });
  }

  /** Forgets the rotated refresh token: it is not accepted any more. */
  void forget(String system) {
    ownTransaction.executeWithoutResult(
        committing -> jdbc.sql("DELETE FROM credential WHERE name = ?").param(system).update());
  }

  static String seed(String configured) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(configured.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
