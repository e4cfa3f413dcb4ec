package dev.cosell.bridge.link;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The links in the store. */
@Repository
public class Links {

  private final JdbcClient jdbc;
  private final TransactionTemplate savepoint;
  private final Clock clock;

  Links(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.savepoint = new TransactionTemplate(transactions);
    savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
  }

  /** The key of the link of this referral, which is begun when there is none yet. */
  public long keyOf(ReferralId referral) {
    return findKey(referral)
        .orElseGet(() -> begin(() -> insert(referral, null), () -> findKey(referral)));
  }

  /** The key of the link of this record, which is begun when there is none yet. */
  public long keyOf(RecordId record) {
    return findKey(record)
        .orElseGet(() -> begin(() -> insert(null, record), () -> findKey(record)));
  }

  private Optional<Long> findKey(ReferralId referral) {
    return jdbc.sql("SELECT id FROM link WHERE referral_id = ?")
        .param(referral.value())
        .query(Long.class)
        .optional();
  }

  /** The key of the link of this record. */
  public Optional<Long> findKey(RecordId record) {
    return jdbc.sql("SELECT id FROM link WHERE record_entity = ? AND record_id = ?")
        .params(record.entity(), record.value())
        .query(Long.class)
        .optional();
  }

  private long begin(Runnable insert, Supplier<Optional<Long>> find) {
    try {
      savepoint.executeWithoutResult(inserting -> insert.run());
    } catch (DuplicateKeyException anotherNodeWasFaster) {
      // its row serves as well: a link is made only once
    }
    return find.get().orElseThrow();
  }

  private void insert(@Nullable ReferralId referral, @Nullable RecordId record) {
    OffsetDateTime now = now();
    jdbc.sql(
            "INSERT INTO link (referral_id, record_entity, record_id, state, base, created_at,"
                + " updated_at) VALUES (?, ?, ?, ?, '{}', ?, ?)")
        .params(
            nullable(
                referral == null ? null : referral.value(),
                record == null ? null : record.entity(),
                record == null ? null : record.value(),
                LinkState.NEW.word(),
                now,
                now))
        .update();
  }

  /**
   * Locks the link for the running transaction.
   *
   * @return the link, or empty when another worker holds it
   */
  public Optional<Link> lock(long key) {
    return jdbc.sql("SELECT " + LinkRow.COLUMNS + " FROM link WHERE id = ? FOR UPDATE SKIP LOCKED")
        .param(key)
        .query(LinkRow::link)
        .optional();
  }

  /** The link with this key, without a lock. */
  public Optional<Link> find(long key) {
    return jdbc.sql("SELECT " + LinkRow.COLUMNS + " FROM link WHERE id = ?")
        .param(key)
        .query(LinkRow::link)
        .optional();
  }

  /** The link of this record. */
  public Optional<Link> find(RecordId record) {
    return findKey(record).flatMap(this::find);
  }

  /** The link of this referral. */
  public Optional<Link> find(ReferralId referral) {
    return jdbc.sql("SELECT " + LinkRow.COLUMNS + " FROM link WHERE referral_id = ?")
        .param(referral.value())
        .query(LinkRow::link)
        .optional();
  }

  /**
   * Writes a link back.
   *
   * @param restUntil the earliest time of its next synchronization
   */
  public void save(Link link, Instant restUntil) {
    jdbc.sql(
            "UPDATE link SET referral_id = ?, record_entity = ?, record_id = ?, name = ?, state = ?,"
                + " reason = ?, base = ?, referral_version = ?, own_write = ?, record_version = ?,"
                + " record_seen = ?, rest_until = ?, updated_at = ? WHERE id = ?")
        .params(
            nullable(
                link.referralId() == null ? null : link.referralId().value(),
                link.record() == null ? null : link.record().entity(),
                link.record() == null ? null : link.record().value(),
                LinkRow.cut(link.name(), 400),
                link.state().word(),
                LinkRow.cut(link.reason(), 2000),
                link.base().toString(),
                link.referralVersion(),
                link.ownWrite(),
                link.recordVersion(),
                link.recordSeen(),
                utc(restUntil),
                now(),
                link.id()))
        .update();
  }

  /**
   * Lets another link take this one's place: its referral and record become free, and its changes
   * go there from now on.
   */
  public void join(long key, long other) {
    jdbc.sql(
            "UPDATE link SET referral_id = NULL, record_entity = NULL, record_id = NULL, joined_to ="
                + " ?, updated_at = ? WHERE id = ?")
        .params(other, now(), key)
        .update();
  }

  /**
   * Remembers up to which change a link knows its referral.
   *
   * @param changedAt by Partner Center's own clock
   */
  public void sawReferral(long key, Instant changedAt) {
    jdbc.sql("UPDATE link SET referral_seen = ? WHERE id = ?")
        .params(changedAt.toString(), key)
        .update();
  }

  /** Writes nothing but the referral's id. */
  public void take(Link link) {
    jdbc.sql("UPDATE link SET referral_id = ? WHERE id = ?")
        .params(nullable(link.referralId() == null ? null : link.referralId().value(), link.id()))
        .update();
  }

  /** The link that has taken this one's place. */
  public Optional<Long> joinedTo(long key) {
    return jdbc.sql("SELECT joined_to FROM link WHERE id = ? AND joined_to IS NOT NULL")
        .param(key)
        .query(Long.class)
        .optional();
  }

  /** One page of the links that a search finds, the last changed first. */
  public List<Link> search(LinkQuery query) {
    return jdbc.sql(
            "SELECT "
                + LinkRow.COLUMNS
                + " FROM link"
                + WHERE
                + " ORDER BY updated_at DESC, id DESC"
                + " LIMIT :size OFFSET :offset")
        .param("state", query.stateWord())
        .param("text", pattern(query.text()))
        .param("size", query.size())
        .param("offset", (long) query.page() * query.size())
        .query(LinkRow::link)
        .list();
  }

  /** How many links a search finds. */
  public long count(LinkQuery query) {
    return jdbc.sql("SELECT COUNT(*) FROM link" + WHERE)
        .param("state", query.stateWord())
        .param("text", pattern(query.text()))
        .query(Long.class)
        .single();
  }

  private static final String WHERE =
      " WHERE joined_to IS NULL AND (:state = '' OR state = :state) AND (:text = '%' OR LOWER(name) LIKE :text ESCAPE '!'"
          + " OR referral_id LIKE :text ESCAPE '!' OR LOWER(record_id) LIKE :text ESCAPE '!')";

  private static String pattern(String text) {
    String literal =
        text.toLowerCase(Locale.ROOT)
            .replace("!", "!!")
            .replace("%", "!%")
            .replace("_", "!_")
            .replace("\u0000", "");
    return literal.isEmpty() ? "%" : "%" + literal + "%";
  }

  private static List<@Nullable Object> nullable(@Nullable Object... values) {
    return java.util.Arrays.asList(values);
  }

  private OffsetDateTime now() {
    return utc(clock.instant());
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
