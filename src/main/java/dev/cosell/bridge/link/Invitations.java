package dev.cosell.bridge.link;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The invitations of Microsoft whose answer is not known. Each note is committed at once, in a
 * transaction of its own: it has to outlive the synchronization that makes it.
 */
@Repository
public class Invitations {

  private final JdbcClient jdbc;
  private final TransactionTemplate atOnce;
  private final Clock clock;

  Invitations(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.atOnce = new TransactionTemplate(transactions);
    atOnce.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /** When Microsoft was invited without a known answer; empty when no answer is open. */
  public Optional<Instant> openSince(long linkKey) {
    return jdbc.sql("SELECT begun_at FROM invitation WHERE link_id = ?")
        .param(linkKey)
        .query(OffsetDateTime.class)
        .optional()
        .map(OffsetDateTime::toInstant);
  }

  /**
   * Notes that Microsoft is about to be invited.
   *
   * @return the id of the request: the one of before while its answer is not known, else a new one
   */
  public UUID begin(long linkKey) {
    Optional<UUID> before =
        jdbc.sql("SELECT request_id FROM invitation WHERE link_id = ?")
            .param(linkKey)
            .query(String.class)
            .optional()
            .map(UUID::fromString);
    UUID request = before.orElseGet(UUID::randomUUID);
    committed(
        before.isPresent()
            ? "UPDATE invitation SET request_id = ?, begun_at = ? WHERE link_id = ?"
            : "INSERT INTO invitation (request_id, begun_at, link_id) VALUES (?, ?, ?)",
        request.toString(),
        clock.instant().atOffset(ZoneOffset.UTC),
        linkKey);
    return request;
  }

  /** Notes that the answer is known, whatever it was. */
  public void answered(long linkKey) {
    committed("DELETE FROM invitation WHERE link_id = ?", linkKey);
  }

  private void committed(String statement, Object... values) {
    atOnce.executeWithoutResult(committing -> jdbc.sql(statement).params(values).update());
  }
}
