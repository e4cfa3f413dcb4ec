package dev.cosell.bridge.sandbox.salesforce.dml;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a body asks to save.
 *
 * @param values new values by field; empty to clear it
 */
public record Changes(Map<String, Optional<Object>> values) {

  /** Changes that set these fields. */
  public static Changes of(Map<String, Object> values) {
    Map<String, Optional<Object>> wrapped = new LinkedHashMap<>();
    values.forEach((field, value) -> wrapped.put(field, Optional.of(value)));
    return new Changes(wrapped);
  }

  /** Whether they name a field. */
  public boolean touch(String field) {
    return values.containsKey(field);
  }

  /** The new value of a field; none when it is cleared or not named. */
  public Optional<Object> value(String field) {
    return values.getOrDefault(field, Optional.empty());
  }

  /** The same with a value for one more field. */
  public Changes with(String field, Object value) {
    Map<String, Optional<Object>> more = new LinkedHashMap<>(values);
    more.put(field, Optional.of(value));
    return new Changes(more);
  }

  /** The values of a row after this save. */
  Map<String, Object> appliedTo(Map<String, Object> before) {
    Map<String, Object> after = new HashMap<>(before);
    values.forEach(
        (field, value) ->
            value.ifPresentOrElse(present -> after.put(field, present), () -> after.remove(field)));
    return after;
  }
}
