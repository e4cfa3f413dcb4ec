package dev.cosell.bridge.salesforce;

import dev.cosell.bridge.mapping.MappedField;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The statuses of leads, as the mapping's value table names them. A seller accepts a lead by
 * converting it, whatever its status is called then; a status by which the table closes no lead is
 * that of an open one.
 *
 * @param open of a lead that nobody has accepted
 * @param accepted of a lead whose deal became an opportunity
 * @param closed of leads that came to nothing
 */
record LeadStatuses(@Nullable String open, @Nullable String accepted, Set<String> closed) {

  static LeadStatuses of(MappedField status) {
    return new LeadStatuses(
        status.values().text("New").orElse(null),
        status.values().text("Active").orElse(null),
        status.values().words().stream()
            .filter(word -> word.startsWith("Closed"))
            .flatMap(word -> status.values().text(word).stream())
            .collect(Collectors.toSet()));
  }

  /** The status of the table for a lead as it stands. */
  String read(String status, boolean isConverted) {
    if (isConverted) {
      return Objects.requireNonNullElse(accepted, status);
    }
    return closed.contains(status) ? status : Objects.requireNonNullElse(open, status);
  }
}
