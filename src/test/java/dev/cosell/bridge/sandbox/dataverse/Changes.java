package dev.cosell.bridge.sandbox.dataverse;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a body asks to write.
 *
 * @param values new values by column; empty to clear it
 */
record Changes(Map<String, Optional<Object>> values) {

  static Changes of(Map<String, Object> values) {
    Map<String, Optional<Object>> wrapped = new LinkedHashMap<>();
    values.forEach((column, value) -> wrapped.put(column, Optional.of(value)));
    return new Changes(wrapped);
  }

  Set<String> columns() {
    return values.keySet();
  }

  boolean touches(String column) {
    return values.containsKey(column);
  }

  Optional<Object> value(String column) {
    return values.getOrDefault(column, Optional.empty());
  }

  Optional<Integer> number(String column) {
    return value(column).map(Integer.class::cast);
  }

  Changes without(String column) {
    Map<String, Optional<Object>> fewer = new LinkedHashMap<>(values);
    fewer.remove(column);
    return new Changes(fewer);
  }

  /** The same with a value for a column that is not mentioned. */
  Changes orElse(String column, Object value) {
    Map<String, Optional<Object>> more = new LinkedHashMap<>(values);
    more.putIfAbsent(column, Optional.of(value));
    return new Changes(more);
  }

  /** The values of a row after this write. */
  Map<String, Object> appliedTo(Map<String, Object> before) {
    Map<String, Object> after = new HashMap<>(before);
    values.forEach(
        (column, value) ->
            value.ifPresentOrElse(
                present -> after.put(column, present), () -> after.remove(column)));
    return after;
  }
}
