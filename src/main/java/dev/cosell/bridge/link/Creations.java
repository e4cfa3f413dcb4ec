package dev.cosell.bridge.link;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The referrals that are being created. Each note is committed at once, in a transaction of its
 * own: it has to outlive the synchronization that makes it, whose transaction may never end.
 */
@Repository
public class Creations {

  private final JdbcClient jdbc;
  private final TransactionTemplate atOnce;
  private final Clock clock;

  Creations(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.atOnce = new TransactionTemplate(transactions);
    atOnce.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /** What is known of the referral that is being created for this link. */
  public Optional<Creation> of(long linkKey) {
    return jdbc.sql("SELECT request_id, begun_at, referral_id FROM creation WHERE link_id = ?")
        .param(linkKey)
        .query(Creations::creation)
        .optional();
  }

  /**
   * Notes that the referral is about to be asked for.
   *
   * @return the id of the request: the one of before while its answer is not known, else a new one
   */
  public UUID begin(long linkKey) {
    UUID request =
        of(linkKey)
            .filter(before -> before.begunAt() != null)
            .map(Creation::requestId)
            .orElseGet(UUID::randomUUID);
    note(linkKey, request, clock.instant(), null);
    return request;
  }

  /** Notes that Partner Center refused: nothing was created. */
  public void refused(long linkKey) {
    note(linkKey, UUID.randomUUID(), null, null);
  }

  /** Notes the referral that was created, or that was found to have been. */
  public void created(long linkKey, ReferralId referral) {
    note(linkKey, UUID.randomUUID(), null, referral);
  }

  /** Forgets the notes: the link itself knows its referral now. */
  public void forget(long linkKey) {
    jdbc.sql("DELETE FROM creation WHERE link_id = ?").param(linkKey).update();
  }

  private void note(
      long linkKey, UUID request, @Nullable Instant begunAt, @Nullable ReferralId referral) {
    Supplier<Integer> update =
        () ->
            jdbc.sql(
                    "UPDATE creation SET request_id = ?, begun_at = ?, referral_id = ? WHERE"
                        + " link_id = ?")
                .params(values(request, begunAt, referral, linkKey))
                .update();
    if (committed(update) == 0) {
      try {
        committed(
            () ->
                jdbc.sql(
                        "INSERT INTO creation (request_id, begun_at, referral_id, link_id) VALUES"
                            + " (?, ?, ?, ?)")
                    .params(values(request, begunAt, referral, linkKey))
                    .update());
      } catch (DuplicateKeyException anotherWasFaster) {
        committed(update);
      }
    }
  }

  private int committed(Supplier<Integer> statement) {
    Integer rows = atOnce.execute(committing -> statement.get());
    return rows == null ? 0 : rows;
  }

  private static java.util.List<@Nullable Object> values(
      UUID request, @Nullable Instant begunAt, @Nullable ReferralId referral, long linkKey) {
    return Arrays.asList(
        request.toString(),
        begunAt == null ? null : begunAt.atOffset(ZoneOffset.UTC),
        referral == null ? null : referral.value(),
        linkKey);
  }

  private static Creation creation(ResultSet row, int number) throws SQLException {
    @Nullable OffsetDateTime begunAt = row.getObject("begun_at", OffsetDateTime.class);
    @Nullable String referral = row.getString("referral_id");
    return new Creation(
        UUID.fromString(row.getString("request_id")),
        begunAt == null ? null : begunAt.toInstant(),
        referral == null ? null : ReferralId.of(referral));
  }
}
