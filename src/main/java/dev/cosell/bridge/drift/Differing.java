package dev.cosell.bridge.drift;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Links whose two sides differ.
 *
 * @param links how many
 * @param fields how many of them differ in a field, by its name in the mapping file
 * @param oldest when the oldest difference came about, null when that is not known
 */
public record Differing(int links, Map<String, Integer> fields, @Nullable Instant oldest) {

  static final Differing NONE = new Differing(0, Map.of(), null);

  /** With one more link. */
  Differing with(Collection<String> names, @Nullable Instant since) {
    Map<String, Integer> more = new TreeMap<>(fields);
    names.forEach(name -> more.merge(name, 1, Integer::sum));
    boolean isOlder = since != null && (oldest == null || since.isBefore(oldest));
    return new Differing(links + 1, more, isOlder ? since : oldest);
  }
}
