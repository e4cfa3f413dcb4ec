package dev.cosell.bridge.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.crm.VersionsWanted;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Body;
import org.apache.camel.Headers;
import org.apache.camel.Variable;

/** Asks for nothing but the versions of many records, by one call. */
final class DynamicsVersions {

  /** Headers of the one call. */
  public void ask(@Body VersionsWanted wanted, @Headers Map<String, Object> headers) {
    RecordTable table = RecordTable.of(wanted.entity());
    List<UUID> ids = wanted.ids().stream().map(UUID::fromString).toList();
    DataverseQuery.of(table.set()).select(table.id()).whereAny(table.id(), ids).applyTo(headers);
  }

  /** Version by id. */
  public Map<String, String> versions(
      @Body VersionsWanted wanted, @Variable("answer") DataverseAnswer answer) {
    Map<String, String> versions = new HashMap<>();
    for (JsonNode row : answer.list()) {
      String version = RecordRows.version(row);
      if (version != null) {
        versions.put(row.path(RecordTable.of(wanted.entity()).id()).asText(), version);
      }
    }
    return versions;
  }
}
