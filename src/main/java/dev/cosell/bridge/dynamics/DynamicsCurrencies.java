package dev.cosell.bridge.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** The currencies of the CRM, read once an hour. The table is short and hardly ever changes. */
final class DynamicsCurrencies {

  private static final Duration GOOD_FOR = Duration.ofHours(1);

  private final Clock clock;
  private volatile Currencies known = new Currencies(Map.of(), Map.of(), Instant.MIN);

  DynamicsCurrencies(Clock clock) {
    this.clock = clock;
  }

  /** Ids that the table does not have: only the first row that names one has it read anew. */
  private final Set<String> missing = ConcurrentHashMap.newKeySet();

  private record Currencies(Map<String, String> ids, Map<String, String> codes, Instant readAt) {}

  /** Whether the currencies have to be read. */
  public boolean areUnknown() {
    return known.readAt().isBefore(clock.instant().minus(GOOD_FOR));
  }

  /** Reads all currencies. */
  public void query(@Headers Map<String, Object> headers) {
    DataverseQuery.of("transactioncurrencies")
        .select("transactioncurrencyid", "isocurrencycode")
        .applyTo(headers);
  }

  /** Remembers what was read. */
  public void remember(@Variable("answer") DataverseAnswer answer) {
    Map<String, String> ids = new HashMap<>();
    Map<String, String> codes = new HashMap<>();
    for (JsonNode row : answer.list()) {
      String code = row.path("isocurrencycode").asText().toUpperCase(Locale.ROOT);
      String id = row.path("transactioncurrencyid").asText();
      ids.put(code, id);
      codes.put(id, code);
    }
    missing.removeAll(codes.keySet());
    known = new Currencies(Map.copyOf(ids), Map.copyOf(codes), clock.instant());
  }

  /**
   * The ISO code of a currency's row, null when none is known by this id; the list is read anew
   * next time then, once.
   */
  @Nullable String code(String id) {
    String code = known.codes().get(id);
    if (code == null && !id.isEmpty() && missing.add(id)) {
      outdated();
    }
    return code;
  }

  private void outdated() {
    known = new Currencies(known.ids(), known.codes(), Instant.MIN);
  }

  /**
   * The row of a currency.
   *
   * @throws RemoteFailure when the CRM does not have it; the list is read anew next time
   */
  String id(String code) {
    String id = known.ids().get(code.toUpperCase(Locale.ROOT));
    if (id == null) {
      outdated();
      throw new RemoteFailure(
          Kind.REJECTED,
          "the currency "
              + code
              + " is not set up in Dynamics 365; an administrator has to add it, then the change"
              + " can be resubmitted",
          null,
          null);
    }
    return id;
  }
}
