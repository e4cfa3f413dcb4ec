package dev.cosell.bridge.mapping;

import java.util.List;

/**
 * What to write into the CRM.
 *
 * @param columns the columns with their values, in the order of the mapping
 * @param problems what a seller should know: values that were cut or could not be written
 */
public record ColumnWrites(List<ColumnWrite> columns, List<MappingProblem> problems) {

  /** Copies the lists. */
  public ColumnWrites {
    columns = List.copyOf(columns);
    problems = List.copyOf(problems);
  }
}
