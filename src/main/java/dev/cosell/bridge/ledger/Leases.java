package dev.cosell.bridge.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What one holder has for itself for a while, on all nodes. Unlike a {@link Turns turn} it outlives
 * the thread and the transaction that took it; it ends by itself, and a holder that comes back
 * after a crash has it still.
 */
@Component
public class Leases {

  private final JdbcClient jdbc;
  private final TransactionTemplate atOnce;
  private final Clock clock;

  Leases(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.atOnce = new TransactionTemplate(transactions);
    atOnce.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /**
   * Takes a lease, or prolongs one's own.
   *
   * @param what any text; only a hash of it is stored
   * @param holder key of a link
   * @return false while another holder has it
   * @throws org.springframework.dao.DataAccessException when the store is unavailable
   */
  public boolean take(String what, long holder, Duration howLong) {
    String name = hashed(what);
    if (changed(() -> taken(name, holder, howLong)) > 0) {
      return true;
    }
    try {
      return changed(() -> begun(name, holder, howLong)) > 0;
    } catch (DuplicateKeyException anotherHasIt) {
      return false;
    }
  }

  private int taken(String name, long holder, Duration howLong) {
    return jdbc.sql(
            "UPDATE lease SET holder = ?, ends_at = ? WHERE name = ? AND (holder = ? OR ends_at <="
                + " ?)")
        .params(holder, in(howLong), name, holder, in(Duration.ZERO))
        .update();
  }

  private int begun(String name, long holder, Duration howLong) {
    return jdbc.sql("INSERT INTO lease (name, holder, ends_at) VALUES (?, ?, ?)")
        .params(name, holder, in(howLong))
        .update();
  }

  /** Gives a lease back, if this holder has it. */
  public void give(String what, long holder) {
    changed(
        () ->
            jdbc.sql("DELETE FROM lease WHERE name = ? AND holder = ?")
                .params(hashed(what), holder)
                .update());
  }

  private int changed(Supplier<Integer> statement) {
    Integer rows = atOnce.execute(committing -> statement.get());
    return rows == null ? 0 : rows;
  }

  private OffsetDateTime in(Duration howLong) {
    return clock.instant().plus(howLong).atOffset(ZoneOffset.UTC);
  }

  private static String hashed(String what) {
    try {
      byte[] text = what.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
