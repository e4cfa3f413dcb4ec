package dev.cosell.bridge.sync;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.link.RecordId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record as it was read.
 *
 * @param id its id
 * @param version its version, for conditional writes and to know it again; see {@link
 *     dev.cosell.bridge.link.RecordVersions}
 * @param modifiedAt when it was changed last, null when the CRM did not tell
 * @param row its columns, lookups resolved as the mapping wants them
 * @param isExact whether the version alone tells every later edit. It does not where the CRM counts
 *     versions by the second and that second is not over, or where it computes values
 */
public record CrmRecord(
    RecordId id,
    @Nullable String version,
    @Nullable Instant modifiedAt,
    JsonNode row,
    boolean isExact) {

  /** A record whose version tells every later edit. */
  public CrmRecord(
      RecordId id, @Nullable String version, @Nullable Instant modifiedAt, JsonNode row) {
    this(id, version, modifiedAt, row, true);
  }

  /** The same record with more in its row. */
  public CrmRecord with(JsonNode richer) {
    return new CrmRecord(id, version, modifiedAt, richer, isExact);
  }

  /** The version that vouches for the record, null when only a read can. */
  @Nullable String exactVersion() {
    return isExact ? version : null;
  }
}
