package dev.cosell.bridge.ledger;

import dev.cosell.bridge.link.ReferralId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the store knows of the referrals of a page, asked in two queries. */
@Repository
class ReferralLinks {

  private final ManyValues many;

  ReferralLinks(JdbcClient jdbc) {
    this.many = new ManyValues(jdbc);
  }

  /**
   * A link as far as news of its referral needs to know it.
   *
   * @param key of the link
   * @param referral that belongs to it
   * @param knownUntil the latest change of the referral that it knows, null when it knows none
   */
  record Known(long key, ReferralId referral, @Nullable Instant knownUntil) {

    /** A change that the list does not date cannot be told from one that is known. */
    boolean knows(@Nullable Instant change) {
      return change == null || (knownUntil != null && !change.isAfter(knownUntil));
    }
  }

  /** A change that waits already. */
  record Waiting(long key, @Nullable String version) {}

  /** The links of these referrals; a referral without one is left out. */
  Map<ReferralId, Known> of(Collection<ReferralId> referrals) {
    Map<ReferralId, Known> found = new HashMap<>();
    List<String> values = referrals.stream().map(ReferralId::value).distinct().toList();
    many.rows(
            "SELECT id, referral_id, own_write, referral_seen FROM link WHERE referral_id IN (:some)",
            values,
            ReferralLinks::known)
        .forEach(link -> found.put(link.referral(), link));
    return found;
  }

  /** The changes of referrals that wait, also the parked ones, of these links. */
  Set<Waiting> waiting(Collection<Long> keys) {
    return new HashSet<>(
        many.rows(
            "SELECT link_id, version_hint FROM change WHERE source IN ('partner-center', 'sweep') AND"
                + " link_id IN (:some)",
            List.copyOf(keys),
            (row, number) -> new Waiting(row.getLong("link_id"), row.getString("version_hint"))));
  }

  private static Known known(ResultSet row, int number) throws SQLException {
    Instant known =
        Stream.of(instant(row.getString("own_write")), instant(row.getString("referral_seen")))
            .flatMap(List::stream)
            .max(Instant::compareTo)
            .orElse(null);
    return new Known(row.getLong("id"), ReferralId.of(row.getString("referral_id")), known);
  }

  private static List<Instant> instant(@Nullable String text) {
    try {
      return text == null ? List.of() : List.of(Instant.parse(text));
    } catch (DateTimeParseException ofAnotherForm) {
      return List.of();
    }
  }
}
