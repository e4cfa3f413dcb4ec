package dev.cosell.bridge.link;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** How a link stands in its row. */
final class LinkRow {

  static final String COLUMNS =
      "id, referral_id, record_entity, record_id, name, state, reason, base, referral_version,"
          + " own_write, record_version, record_seen, created_at, updated_at";

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private LinkRow() {}

  static Link link(ResultSet row, int number) throws SQLException {
    @Nullable String referral = row.getString("referral_id");
    @Nullable String entity = row.getString("record_entity");
    return new Link(
        row.getLong("id"),
        referral == null ? null : ReferralId.of(referral),
        entity == null ? null : new RecordId(entity, row.getString("record_id")),
        row.getString("name"),
        LinkState.of(row.getString("state")),
        row.getString("reason"),
        base(row.getString("base")),
        row.getString("referral_version"),
        row.getString("own_write"),
        row.getString("record_version"),
        row.getString("record_seen"),
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
  static @Nullable String cut(@Nullable String text, int length) {
    if (text == null) {
      return null;
    }
    String storable = text.replace("\u0000", "");
    return storable.length() <= length ? storable : storable.substring(0, length);
  }
}
