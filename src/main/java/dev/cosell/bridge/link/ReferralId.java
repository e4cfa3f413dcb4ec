package dev.cosell.bridge.link;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a referral: a GUID.
 *
 * @param value 36 characters, lower case, with hyphens, whatever case it was given in
 */
public record ReferralId(String value) {

  private static final Pattern GUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final String NIL = "00000000-0000-0000-0000-000000000000";

  /**
   * Makes the id canonical.
   *
   * @throws IllegalArgumentException when the value is no GUID, or the empty GUID that .NET writes
   *     for "none"
   */
  public ReferralId {
    if (!isPlausible(value)) {
      throw new IllegalArgumentException("not a referral id: a GUID other than zero is needed");
    }
    value = value.toLowerCase(Locale.ROOT);
  }

  /**
   * The id that a text holds.
   *
   * @throws IllegalArgumentException when it holds none
   */
  public static ReferralId of(String value) {
    return new ReferralId(value);
  }

  /** The id that a text holds, empty when it holds none. */
  public static Optional<ReferralId> parse(@Nullable String value) {
    return value != null && isPlausible(value)
        ? Optional.of(new ReferralId(value))
        : Optional.empty();
  }

  private static boolean isPlausible(String value) {
    return GUID.matcher(value).matches() && !value.equals(NIL);
  }

  /** The bare GUID, so that messages and routes can show it as it is. */
  @Override
  public String toString() {
    return value;
  }
}
