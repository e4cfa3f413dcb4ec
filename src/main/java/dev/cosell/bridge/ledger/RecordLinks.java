package dev.cosell.bridge.ledger;

import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.link.RecordVersions;
import dev.cosell.bridge.link.ReferralId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What the store knows of the records of a page, asked in a few queries however many they are: an
 * unchanged page must cost next to nothing.
 */
@Repository
public class RecordLinks {

  private static final String LINK =
      "SELECT id, referral_id, record_entity, record_id, state, record_version, record_seen FROM link WHERE ";

  private final JdbcClient jdbc;
  private final ManyValues many;

  RecordLinks(JdbcClient jdbc) {
    this.jdbc = jdbc;
    this.many = new ManyValues(jdbc);
  }

  /**
   * A link as far as news of records needs to know it.
   *
   * @param key of the link
   * @param referral that belongs to it
   * @param entity of the record that belongs to it
   * @param record id of that record
   * @param state of the link, by its word
   * @param version of the record at which it equalled the base
   * @param seen version of the record that the last synchronization took into account
   */
  record Known(
      long key,
      @Nullable String referral,
      @Nullable String entity,
      @Nullable String record,
      String state,
      @Nullable String version,
      @Nullable String seen) {

    /**
     * Whether its record may be becoming this one right now: of a new referral, or of a lead that
     * is accepted. Any other referral that a record names is looked at under the record's own link.
     */
    boolean mayTake(RecordId other) {
      return record == null
          ? LinkState.NEW.word().equals(state)
          : "lead".equals(entity) && !other.isLead();
    }

    boolean isAt(@Nullable String news) {
      return RecordVersions.areOfOneContent(news, version)
          || RecordVersions.areOfOneContent(news, seen);
    }
  }

  /** A change of a record that waits already. */
  record Waiting(long key, String event, @Nullable String version) {}

  /**
   * The ids of the records of one entity that are linked and take part.
   *
   * @param entity {@code opportunity} or {@code lead}
   */
  public Set<String> takingPart(String entity) {
    return new HashSet<>(
        jdbc.sql(
                "SELECT record_id FROM link WHERE record_entity = ? AND joined_to IS NULL AND state"
                    + " <> 'ignored'")
            .param(entity)
            .query(String.class)
            .list());
  }

  /** The links of these records; a record without one is left out. */
  Map<RecordId, Known> ofRecords(Collection<RecordId> records) {
    Map<RecordId, Known> found = new HashMap<>();
    records.stream()
        .collect(Collectors.groupingBy(RecordId::entity))
        .forEach(
            (entity, ids) -> {
              String sql = LINK + "record_entity = '" + word(entity) + "' AND record_id IN (:some)";
              List<String> values = ids.stream().map(RecordId::value).distinct().toList();
              for (Known link : many.rows(sql, values, RecordLinks::known)) {
                found.put(new RecordId(entity, String.valueOf(link.record())), link);
              }
            });
    return found;
  }

  /** Whatever a caller says, only a word of ours gets into a statement. */
  private static String word(String entity) {
    return "lead".equals(entity) ? "lead" : "opportunity";
  }

  /** The links of these referrals; a referral without one is left out. */
  Map<ReferralId, Known> ofReferrals(Collection<ReferralId> referrals) {
    Map<ReferralId, Known> found = new HashMap<>();
    List<String> values = referrals.stream().map(ReferralId::value).distinct().toList();
    for (Known link : many.rows(LINK + "referral_id IN (:some)", values, RecordLinks::known)) {
      found.put(ReferralId.of(String.valueOf(link.referral())), link);
    }
    return found;
  }

  /** The changes of records that wait, also the parked ones, of these links. */
  Set<Waiting> waiting(Collection<Long> keys) {
    return new HashSet<>(
        many.rows(
            "SELECT link_id, event, version_hint FROM change WHERE source = 'crm' AND link_id IN"
                + " (:some)",
            keys.stream().distinct().toList(),
            (row, number) ->
                new Waiting(
                    row.getLong("link_id"),
                    row.getString("event"),
                    row.getString("version_hint"))));
  }

  private static Known known(ResultSet row, int number) throws SQLException {
    return new Known(
        row.getLong("id"),
        row.getString("referral_id"),
        row.getString("record_entity"),
        row.getString("record_id"),
        row.getString("state"),
        row.getString("record_version"),
        row.getString("record_seen"));
  }
}
