package dev.cosell.bridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a column is there in the CRM.
 *
 * @param place file and line of the row that wants it, for messages
 * @param optional whether the field is left out in a CRM that does not have the column
 * @param computedWhen a yes/no column of the record; while it says yes, the CRM computes the value
 *     and takes no other. Null where it never does
 */
public record Presence(String place, boolean optional, @Nullable Column computedWhen) {

  /** A column that every CRM has and never computes. */
  public static final Presence USUAL = new Presence("", false, null);

  Presence naming(UnaryOperator<Column> columns) {
    return computedWhen == null ? this : new Presence(place, optional, columns.apply(computedWhen));
  }

  /** Whether the CRM computes the value of this record. */
  boolean isComputed(JsonNode row) {
    return computedWhen != null && computedWhen.in(row).asBoolean();
  }
}
