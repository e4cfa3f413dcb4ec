package dev.cosell.bridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One row of the field mapping guide.
 *
 * @param name the field's name in snapshots and runs
 * @param source where the value comes from in the referral
 * @param column where it stands in the CRM
 * @param directions when it travels which way
 * @param values the value table of a choice or status, else empty
 * @param max the most UTF-16 characters that the column takes, null for any number
 * @param match whether accounts are found by this column
 * @param role what the program itself needs the field for
 * @param presence how the column is there in the CRM
 */
public record MappedField(
    String name,
    Source source,
    Column column,
    Directions directions,
    ValueTable values,
    @Nullable Integer max,
    boolean match,
    @Nullable Role role,
    Presence presence) {

  /** What the field holds. */
  public FieldType type() {
    return column.type();
  }

  /** The columns in which the field stands: several ones may make up a status. */
  public List<Column> columns() {
    return type() == FieldType.STATUS ? new StatusColumns(this).columns() : List.of(column);
  }

  /** When the field is written into the CRM. */
  public Moments toCrm() {
    return directions.toCrm();
  }

  /** When the field is sent to Partner Center. */
  public Moments toPartnerCenter() {
    return directions.toPartnerCenter();
  }

  /** Which side wins when both changed the field. */
  public Policy policy() {
    return directions.policy();
  }

  /** The field's place in the referral, empty for expressions, constants and the audit column. */
  public Optional<String> path() {
    return Optional.ofNullable(source.pointer()).map(Object::toString);
  }

  /** Whether the CRM computes the value of this record itself, and takes no other. */
  public boolean isComputed(JsonNode row) {
    return presence.isComputed(row);
  }

  /** The same row with other columns. */
  MappedField naming(UnaryOperator<Column> columns) {
    return new MappedField(
        name,
        source,
        columns.apply(column),
        directions,
        values,
        max,
        match,
        role,
        presence.naming(columns));
  }

  /** Whether snapshots hold the field: all but those that the program alone writes. */
  public boolean isCompared() {
    return source.exists();
  }

  /** The field's name in words, for a sentence that sellers read. */
  public String label() {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }

  /** The longest normal form: a name leaves room for the check mark. */
  int limit() {
    if (max == null) {
      return Integer.MAX_VALUE;
    }
    return role == Role.NAME ? Math.max(1, max - CheckMark.WIDTH) : max;
  }
}
