package dev.cosell.bridge.drift;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * In what a link's two sides differ.
 *
 * @param fields by their names in the mapping file
 * @param referralAt when the referral was changed last
 * @param recordAt when the record was changed last
 */
record Found(Set<String> fields, @Nullable Instant referralAt, @Nullable Instant recordAt) {

  /** The older one of the edits that are not known; of both, where none stands out. */
  @Nullable Instant since(boolean referralIsKnown, boolean recordIsKnown) {
    boolean both = referralIsKnown == recordIsKnown;
    return Stream.concat(
            Stream.ofNullable(both || !referralIsKnown ? referralAt : null),
            Stream.ofNullable(both || !recordIsKnown ? recordAt : null))
        .min(Instant::compareTo)
        .orElse(null);
  }
}
