package dev.cosell.bridge.partnercenter.webhook;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What is read out of a {@code ResourceUri}: the id at its end. It is not parsed as an address,
 * because it never serves as one, and test events carry odd ones.
 */
final class ResourceUri {

  private static final Pattern QUERY_OR_FRAGMENT = Pattern.compile("[?#].*", Pattern.DOTALL);

  private ResourceUri() {}

  /** The last path segment, without query, fragment and trailing slashes. */
  static String lastSegment(String uri) {
    String path = QUERY_OR_FRAGMENT.matcher(uri).replaceFirst("");
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(path.lastIndexOf('/', end - 1) + 1, end);
  }

  /** The last path segment as a UUID, empty when it is none. */
  static Optional<UUID> uuid(String uri) {
    String segment = lastSegment(uri);
    try {
      UUID uuid = UUID.fromString(segment);
      // The JDK also reads abbreviations such as 1-1-1-1-1.
      return uuid.toString().equalsIgnoreCase(segment) ? Optional.of(uuid) : Optional.empty();
    } catch (IllegalArgumentException other) {
      return Optional.empty();
    }
  }
}
