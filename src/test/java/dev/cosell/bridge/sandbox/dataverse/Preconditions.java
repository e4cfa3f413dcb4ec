package dev.cosell.bridge.sandbox.dataverse;

import dev.cosell.bridge.sandbox.http.SandboxRequest;
import java.util.Optional;

/**
 * The conditional headers of a request.
 *
 * @param ifMatch {@code *} or a weak tag, empty when absent
 * @param ifNoneMatch {@code *} or a weak tag, empty when absent or the documented {@code null}
 */
record Preconditions(String ifMatch, String ifNoneMatch) {

  private static final String ANY = "*";

  static Preconditions of(SandboxRequest request) {
    String ifNoneMatch =
        request.header("If-None-Match").filter(text -> !text.equals("null")).orElse("");
    String ifMatch = request.header("If-Match").orElse("");
    if (!ifMatch.isEmpty() && !ifNoneMatch.isEmpty()) {
      throw DataverseError.query("If-Match and If-None-Match exclude each other.");
    }
    if (!ifMatch.isEmpty() && !ifMatch.equals(ANY) && !ifMatch.matches("W/\"\\d+\"")) {
      throw DataverseError.query("'" + ifMatch + "' is not a weak entity tag.");
    }
    return new Preconditions(ifMatch, ifNoneMatch);
  }

  /** Refuses a write whose conditions the row, or its absence, does not meet. */
  void check(Optional<Row> row, RowKey key, Table table) {
    if (row.isEmpty() && !ifMatch.isEmpty()) {
      throw key.absent(table);
    }
    if (row.isPresent() && ifNoneMatch.equals(ANY)) {
      throw new DataverseError(
          412, DataverseError.KEY_TAKEN, "A record with matching key values already exists.");
    }
    row.filter(present -> !ifMatch.isEmpty() && !ifMatch.equals(ANY))
        .filter(present -> !present.etag().equals(ifMatch))
        .ifPresent(
            stale -> {
              throw new DataverseError(
                  412,
                  DataverseError.VERSION_MISMATCH,
                  "The version of the existing record doesn't match the RowVersion property provided.");
            });
  }

  boolean isUnchanged(Row row) {
    return ifNoneMatch.equals(row.etag());
  }
}
