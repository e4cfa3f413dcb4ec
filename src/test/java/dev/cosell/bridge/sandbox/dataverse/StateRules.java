package dev.cosell.bridge.sandbox.dataverse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which pairs of statecode and statuscode exist, and what a closed row still allows. */
final class StateRules {

  static final String STATE = "statecode";
  static final String STATUS = "statuscode";
  static final int OPEN = 0;
  static final int IN_PROGRESS = 1;
  static final int ON_HOLD = 2;

  private static final Map<String, List<State>> STATES =
      Map.of(
          "opportunity",
          List.of(
              new State(OPEN, "Open", options(IN_PROGRESS, "In Progress", ON_HOLD, "On Hold")),
              new State(1, "Won", options(3, "Won")),
              new State(2, "Lost", options(4, "Canceled", 5, "Out-Sold"))),
          "lead",
          List.of(
              new State(OPEN, "Open", options(1, "New", 2, "Contacted")),
              new State(1, "Qualified", options(3, "Qualified")),
              new State(2, "Disqualified", disqualified())));
  private static final List<State> ACTIVE_OR_NOT =
      List.of(
          new State(OPEN, "Active", options(1, "Active")),
          new State(1, "Inactive", options(2, "Inactive")));

  /** A state with its status reasons; the first one is its default. */
  private record State(int code, String label, Map<Integer, String> statuses) {

    int defaultStatus() {
      return statuses.keySet().iterator().next();
    }
  }

  private StateRules() {}

  static List<Column> columns(String table) {
    Map<Integer, String> states = new LinkedHashMap<>();
    Map<Integer, String> statuses = new LinkedHashMap<>();
    for (State state : of(table)) {
      states.put(state.code(), state.label());
      statuses.putAll(state.statuses());
    }
    return List.of(Column.choice(STATE, states), Column.choice(STATUS, statuses));
  }

  static Map<String, Object> atCreation(String table) {
    return pair(OPEN, of(table).get(OPEN).defaultStatus());
  }

  static Map<String, Object> pair(int state, int status) {
    return Map.of(STATE, state, STATUS, status);
  }

  static void refuseAtCreation(Changes changes) {
    if (changes.touches(STATE) || changes.touches(STATUS)) {
      throw new DataverseError(
          400, DataverseError.STATE, "statecode and statuscode cannot be set on create.");
    }
  }

  /** The pair that a PATCH leads to, empty when it names neither; refuses illegal ones. */
  static Optional<Map<String, Object>> decided(Row row, Changes changes) {
    refuseEditOfClosed(row, changes);
    if (!changes.touches(STATE) && !changes.touches(STATUS)) {
      return Optional.empty();
    }
    int state = changes.number(STATE).orElseGet(() -> number(row, STATE));
    if (row.table().equals("opportunity") && state != OPEN) {
      throw new DataverseError(
          400, DataverseError.STATE, "Close an opportunity by WinOpportunity or LoseOpportunity.");
    }
    int status = changes.number(STATUS).orElseGet(() -> state(row.table(), state).defaultStatus());
    requireLegal(row.table(), state, status);
    return Optional.of(pair(state, status));
  }

  /** The pair of a state that was given without its status reason, by whoever may set any. */
  static Optional<Map<String, Object>> completed(Row row, Changes changes) {
    return changes.touches(STATUS)
        ? Optional.empty()
        : changes.number(STATE).map(state -> pair(state, defaultStatus(row.table(), state)));
  }

  static void requireLegal(String table, int state, int status) {
    if (!state(table, state).statuses().containsKey(status)) {
      throw new DataverseError(
          400,
          DataverseError.STATE,
          "%d is not a valid status code for state code %d on %s.".formatted(status, state, table));
    }
  }

  static boolean isClosed(Row row) {
    return Set.of("opportunity", "lead").contains(row.table()) && number(row, STATE) != OPEN;
  }

  static int defaultStatus(String table, int state) {
    return state(table, state).defaultStatus();
  }

  private static void refuseEditOfClosed(Row row, Changes changes) {
    if (!isClosed(row)) {
      return;
    }
    boolean reopens = changes.number(STATE).filter(state -> state == OPEN).isPresent();
    if (!reopens || !Set.of(STATE, STATUS).containsAll(changes.columns())) {
      throw new DataverseError(
          400,
          DataverseError.CLOSED,
          "%s %s is closed and read-only; reopen it by statecode 0 alone."
              .formatted(row.table(), row.id()));
    }
  }

  private static int number(Row row, String column) {
    return row.value(column, Integer.class).orElse(OPEN);
  }

  private static State state(String table, int code) {
    return of(table).stream()
        .filter(state -> state.code() == code)
        .findFirst()
        .orElseThrow(
            () -> new DataverseError(400, DataverseError.STATE, "No statecode " + code + "."));
  }

  private static List<State> of(String table) {
    return STATES.getOrDefault(table, ACTIVE_OR_NOT);
  }

  private static Map<Integer, String> options(int value, String label) {
    return Map.of(value, label);
  }

  private static Map<Integer, String> options(int first, String one, int second, String other) {
    Map<Integer, String> inOrder = new LinkedHashMap<>();
    inOrder.put(first, one);
    inOrder.put(second, other);
    return inOrder;
  }

  private static Map<Integer, String> disqualified() {
    Map<Integer, String> inOrder = options(4, "Lost", 5, "Cannot Contact");
    inOrder.putAll(options(6, "No Longer Interested", 7, "Canceled"));
    return inOrder;
  }
}
