package dev.cosell.bridge.sandbox.dataverse;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How the simulated environment is set up.
 *
 * @param port loopback port, 0 for any free one
 * @param strictHeaders refuse requests without OData-Version and OData-MaxVersion 4.0 (the real API
 *     tolerates them, the specification asks to send them always)
 * @param keys alternate keys: the one column of each by entity set; empty for a CRM without them
 * @param duplicateStatus status of the duplicate-detection error (412 or 500), 0 for no rules. It
 *     strikes only requests with {@code MSCRM.SuppressDuplicateDetection: false}
 * @param helpChoices values of {@code msft_microsoftpartnercenterhelp}
 * @param columns further columns by entity set
 * @param baseCurrency ISO code of the currency of rows that name none
 * @param clock time of the environment
 */
public record DataverseSettings(
    int port,
    boolean strictHeaders,
    Map<String, Set<String>> keys,
    int duplicateStatus,
    Set<Integer> helpChoices,
    Map<String, Set<Column>> columns,
    String baseCurrency,
    Clock clock) {

  private static final String REFERRAL_IDENTIFIER = "msft_microsoftpartnercenterreferralidentifier";
  private static final int FIRST_HELP = 299_600_000;
  private static final int LAST_HELP = 299_600_006;

  /** An environment with Microsoft's connector columns and a key on the referral identifier. */
  public static DataverseSettings standard() {
    return new DataverseSettings(
        0,
        true,
        Map.of("opportunities", Set.of(REFERRAL_IDENTIFIER), "leads", Set.of(REFERRAL_IDENTIFIER)),
        0,
        IntStream.rangeClosed(FIRST_HELP, LAST_HELP).boxed().collect(Collectors.toSet()),
        Map.of(),
        "USD",
        Clock.systemUTC());
  }

  /** The same on another port. */
  public DataverseSettings onPort(int other) {
    return new DataverseSettings(
        other, strictHeaders, keys, duplicateStatus, helpChoices, columns, baseCurrency, clock);
  }

  /** The same with or without the demand for OData headers. */
  public DataverseSettings withStrictHeaders(boolean strict) {
    return new DataverseSettings(
        port, strict, keys, duplicateStatus, helpChoices, columns, baseCurrency, clock);
  }

  /** The same with other alternate keys. */
  public DataverseSettings withKeys(Map<String, Set<String>> others) {
    return new DataverseSettings(
        port, strictHeaders, others, duplicateStatus, helpChoices, columns, baseCurrency, clock);
  }

  /** The same with duplicate detection that answers {@code status}, or without it (0). */
  public DataverseSettings withDuplicateStatus(int status) {
    return new DataverseSettings(
        port, strictHeaders, keys, status, helpChoices, columns, baseCurrency, clock);
  }

  /** The same with other values of the help choice. */
  public DataverseSettings withHelpChoices(Set<Integer> values) {
    return new DataverseSettings(
        port,
        strictHeaders,
        keys,
        duplicateStatus,
        new TreeSet<>(values),
        columns,
        baseCurrency,
        clock);
  }

  /** The same with one more column. */
  public DataverseSettings withColumn(String entitySet, Column column) {
    Map<String, Set<Column>> more = new LinkedHashMap<>(columns);
    more.merge(
        entitySet,
        Set.of(column),
        (old, one) ->
            Stream.concat(old.stream(), one.stream()).collect(Collectors.toUnmodifiableSet()));
    return new DataverseSettings(
        port, strictHeaders, keys, duplicateStatus, helpChoices, more, baseCurrency, clock);
  }

  /** The same with another clock. */
  public DataverseSettings withClock(Clock other) {
    return new DataverseSettings(
        port, strictHeaders, keys, duplicateStatus, helpChoices, columns, baseCurrency, other);
  }
}
