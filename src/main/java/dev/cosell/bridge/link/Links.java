package dev.cosell.bridge.link;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final String COLUMNS =
      "id, referral_id, record_entity, record_id, name, state, reason, base, referral_version,"
          + " own_write, record_version, created_at, updated_at";

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
    return findKey(referral).orElseGet(() -> begin(referral));
  }

  private Optional<Long> findKey(ReferralId referral) {
    return jdbc.sql("SELECT id FROM link WHERE referral_id = ?")
        .param(referral.value())
        .query(Long.class)
        .optional();
  }

  private long begin(ReferralId referral) {
    try {
      savepoint.executeWithoutResult(inserting -> insert(referral));
    } catch (DuplicateKeyException anotherNodeWasFaster) {
      // its row serves as well: a link is made only once
    }
    return findKey(referral).orElseThrow();
  }

  private void insert(ReferralId referral) {
    jdbc.sql(
            "INSERT INTO link (referral_id, state, base, created_at, updated_at) VALUES (?, ?, '{}',"
                + " ?, ?)")
        .params(referral.value(), LinkState.NEW.word(), now(), now())
        .update();
  }

  /**
   * Locks the link for the running transaction.
   *
   * @return the link, or empty when another worker holds it
   */
  public Optional<Link> lock(long key) {
    return jdbc.sql("SELECT " + COLUMNS + " FROM link WHERE id = ? FOR UPDATE SKIP LOCKED")
        .param(key)
        .query(Links::link)
        .optional();
  }

  /** The link of this referral. */
  public Optional<Link> find(ReferralId referral) {
    return jdbc.sql("SELECT " + COLUMNS + " FROM link WHERE referral_id = ?")
        .param(referral.value())
        .query(Links::link)
        .optional();
  }

  /**
   * Writes a link back.
   *
   * @param restUntil the earliest time of its next synchronization
   */
  public void save(Link link, Instant restUntil) {
    jdbc.sql(
            "UPDATE link SET record_entity = ?, record_id = ?, name = ?, state = ?, reason = ?, base"
                + " = ?, referral_version = ?, own_write = ?, record_version = ?, rest_until = ?,"
                + " updated_at = ? WHERE id = ?")
        .params(
            nullable(
                link.record() == null ? null : link.record().entity(),
                link.record() == null ? null : link.record().value(),
                cut(link.name(), 400),
                link.state().word(),
                cut(link.reason(), 2000),
                link.base().toString(),
                link.referralVersion(),
                link.ownWrite(),
                link.recordVersion(),
                utc(restUntil),
                now(),
                link.id()))
        .update();
  }

  /** One page of the links that a search finds, the last changed first. */
  public List<Link> search(LinkQuery query) {
    return jdbc.sql(
            "SELECT "
                + COLUMNS
                + " FROM link"
                + WHERE
                + " ORDER BY updated_at DESC, id DESC"
                + " LIMIT :size OFFSET :offset")
        .param("state", query.stateWord())
        .param("text", pattern(query.text()))
        .param("size", query.size())
        .param("offset", (long) query.page() * query.size())
        .query(Links::link)
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
      " WHERE (:state = '' OR state = :state) AND (:text = '%' OR LOWER(name) LIKE :text ESCAPE '!'"
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

  private static Link link(ResultSet row, int number) throws SQLException {
    @Nullable String entity = row.getString("record_entity");
    return new Link(
        row.getLong("id"),
        ReferralId.of(row.getString("referral_id")),
        entity == null ? null : new RecordId(entity, row.getString("record_id")),
        row.getString("name"),
        LinkState.of(row.getString("state")),
        row.getString("reason"),
        base(row.getString("base")),
        row.getString("referral_version"),
        row.getString("own_write"),
        row.getString("record_version"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("updated_at", OffsetDateTime.class).toInstant());
  }

  private static ObjectNode base(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException damaged) {
      throw new IllegalStateException("the base of a link in the store is not JSON", damaged);
    }
  }

  /** PostgreSQL cannot hold a NUL character, and a remote text may bring one. */
  private static @Nullable String cut(@Nullable String text, int length) {
    if (text == null) {
      return null;
    }
    String storable = text.replace("\u0000", "");
    return storable.length() <= length ? storable : storable.substring(0, length);
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
