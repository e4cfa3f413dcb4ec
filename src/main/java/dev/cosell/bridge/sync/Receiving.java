package dev.cosell.bridge.sync;

import dev.cosell.bridge.mapping.ColumnWrite;
import dev.cosell.bridge.mapping.ColumnWrites;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.MappedField;
import dev.cosell.bridge.mapping.MappingProblem;
import dev.cosell.bridge.mapping.Snapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What of Partner Center's edits the CRM takes as the record stands. The rest is held back with a
 * reason; it goes in by itself once it is possible.
 */
final class Receiving {

  private final FieldMapping mapping;
  private final Snapshot before;
  private final Set<String> wanted;
  private final Set<String> computed;
  private final boolean isReadOnly;

  /**
   * Applies the rules.
   *
   * @param before the record's fields
   * @param wanted what the merge wants to write
   * @param computed fields that the CRM computes
   */
  Receiving(
      FieldMapping mapping,
      Snapshot before,
      Set<String> wanted,
      Set<String> computed,
      boolean isReadOnly) {
    this.mapping = mapping;
    this.before = before;
    this.wanted = wanted;
    this.computed = computed;
    this.isReadOnly = isReadOnly;
  }

  /**
   * The fields of a record that the CRM computes.
   *
   * @param read the record, null when it was not read: such a one computes nothing, for it is read
   *     each time otherwise
   */
  static Set<String> computed(FieldMapping mapping, @Nullable CrmRecord read) {
    return read == null
        ? Set.of()
        : ComparedFields.of(mapping).stream()
            .filter(field -> field.isComputed(read.row()))
            .map(MappedField::name)
            .collect(Collectors.toSet());
  }

  /** The fields that can be written, were the record not read-only. */
  Set<String> writable() {
    Set<String> writable = new HashSet<>(wanted);
    writable.removeAll(computed);
    return writable;
  }

  /** What is written of these columns. */
  List<ColumnWrite> written(ColumnWrites columns) {
    return isReadOnly ? List.of() : columns.columns();
  }

  /** What is held back and why, in words for a seller. */
  List<String> problems(ColumnWrites columns) {
    List<String> problems = new ArrayList<>();
    if (isReadOnly && !columns.columns().isEmpty()) {
      problems.add(readOnly(fields(columns.columns())));
    }
    List<String> kept = wanted.stream().filter(computed::contains).sorted().toList();
    if (!kept.isEmpty()) {
      problems.add(computed(kept));
    }
    return problems;
  }

  /** The names of the fields that make up these columns. */
  static Set<String> fields(List<ColumnWrite> writes) {
    return writes.stream().map(ColumnWrite::field).collect(Collectors.toSet());
  }

  /** A record that was won or lost may be read-only until somebody reopens it. */
  private String readOnly(Set<String> fields) {
    String others = fields.stream().sorted().collect(Collectors.joining(", "));
    if (ComparedFields.isClosed(mapping, before)) {
      return String.format(
          "the %s is closed as %s in the CRM and cannot be changed; Partner Center has another"
              + " value for: %s. Reopen it to let the change in",
          mapping.entity(),
          Objects.requireNonNull(ComparedFields.stage(mapping, before)).word(),
          others);
    }
    return String.format(
        "the %s was converted in the CRM and cannot be changed; Partner Center has another value"
            + " for: %s",
        mapping.entity(), others);
  }

  /** The CRM would take such a value without a word, and keep its own. */
  private String computed(List<String> fields) {
    return String.format(
        "Not written into the CRM: %s: it is computed from the products of the %s; change them, or"
            + " take the edit back in Partner Center",
        fields.stream()
            .map(mapping::field)
            .map(MappedField::label)
            .collect(Collectors.joining(", ")),
        mapping.entity());
  }

  /** Notes what was cut or left out. */
  static void note(ColumnWrites columns, Synchronization synchronization) {
    columns.problems().stream().map(MappingProblem::sentence).forEach(synchronization.log()::step);
  }
}
