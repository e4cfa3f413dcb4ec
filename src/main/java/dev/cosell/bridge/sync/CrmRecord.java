package dev.cosell.bridge.sync;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.link.RecordId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record as it was read.
 *
 * @param id its id
 * @param version its version, for conditional writes
 * @param modifiedAt when it was changed last, null when the CRM did not tell
 * @param row its columns, lookups resolved as the mapping wants them
 */
public record CrmRecord(
    RecordId id, @Nullable String version, @Nullable Instant modifiedAt, JsonNode row) {}
