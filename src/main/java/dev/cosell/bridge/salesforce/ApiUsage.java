package dev.cosell.bridge.salesforce;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How much of the organisation's daily API calls is used, as each answer tells in {@code
 * Sforce-Limit-Info}. The calls are the sellers' too: at the configured share the bridge stops to
 * poll.
 */
final class ApiUsage {

  private static final Pattern USAGE = Pattern.compile("(?:^|[;,\\s])api-usage=(\\d+)/(\\d+)");
  private static final int PERCENT = 100;

  private final int limit;
  private volatile long used;
  private volatile long allowed;

  /**
   * Nothing is known at first.
   *
   * @param limit percentage at which polling rests
   */
  ApiUsage(int limit) {
    this.limit = limit;
  }

  /** Takes over what an answer says, if it says anything. */
  void observe(@Nullable String limitInfo) {
    Matcher usage = USAGE.matcher(limitInfo == null ? "" : limitInfo);
    if (usage.find()) {
      now(Long.parseLong(usage.group(1)), Long.parseLong(usage.group(2)));
    }
  }

  /** Takes over how many calls are used of how many. */
  void now(long calls, long of) {
    used = calls;
    allowed = of;
  }

  /** Whether so many calls are used that polling has to rest. */
  boolean isNearlyExhausted() {
    return allowed > 0 && used * PERCENT >= allowed * limit;
  }

  @Override
  public String toString() {
    return used + " of " + allowed + " API calls of the day are used";
  }
}
