package dev.cosell.bridge.sandbox.salesforce.record;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** The rows of all sObjects, deleted ones included. Its callers hold the organization's lock. */
public final class Rows {

  private record Write(String sObject, String id, Optional<Row> before, boolean silent) {}

  private final Map<String, Map<String, Row>> rows = new HashMap<>();
  private final Map<String, Long> numbers = new HashMap<>();
  private final Deque<Write> journal = new ArrayDeque<>();
  private final List<ChangeListener> listeners = new CopyOnWriteArrayList<>();
  private int depth;

  /** Tells a listener of the changes from now on. */
  void onChange(ChangeListener listener) {
    listeners.add(listener);
  }

  /** An id that no row has had; a transaction that fails uses it up. */
  public RecordId nextId(String keyPrefix) {
    return RecordId.of(keyPrefix, numbers.merge(keyPrefix, 1L, Long::sum));
  }

  /** A row, deleted or not. */
  public Optional<Row> find(String sObject, String id) {
    return Optional.ofNullable(of(sObject).get(id));
  }

  /** All rows of an sObject, deleted ones included, in the order of their ids. */
  public List<Row> all(String sObject) {
    return new ArrayList<>(of(sObject).values());
  }

  /** The rows of an sObject that are not deleted. */
  public List<Row> present(String sObject) {
    return of(sObject).values().stream().filter(row -> !row.deleted()).toList();
  }

  /** Saves a row. */
  public void put(Row row) {
    write(row, false);
  }

  /** Saves a row of which listeners are not told: what follows from other rows. */
  public void putSilently(Row row) {
    write(row, true);
  }

  /** Removes all rows of an sObject for good. */
  void clear(String sObject) {
    of(sObject).clear();
  }

  private void write(Row row, boolean silent) {
    Optional<Row> before = Optional.ofNullable(of(row.sObject()).put(row.id(), row));
    journal.addLast(new Write(row.sObject(), row.id(), before, silent));
  }

  /**
   * Carries out work whose writes all vanish when it fails. Inside another one it is a savepoint:
   * the outer work may go on after its failure.
   */
  <T> T atomically(Supplier<T> work) {
    int mark = journal.size();
    depth++;
    try {
      T result = work.get();
      if (depth == 1) {
        publish();
      }
      return result;
    } catch (RuntimeException refused) {
      while (journal.size() > mark) {
        undo(journal.removeLast());
      }
      throw refused;
    } finally {
      depth--;
      if (depth == 0) {
        journal.clear();
      }
    }
  }

  private void undo(Write write) {
    write
        .before()
        .ifPresentOrElse(
            row -> of(write.sObject()).put(write.id(), row),
            () -> of(write.sObject()).remove(write.id()));
  }

  private void publish() {
    Map<String, Write> first = new LinkedHashMap<>();
    journal.stream()
        .filter(write -> !write.silent())
        .forEach(write -> first.putIfAbsent(write.id(), write));
    for (Write write : first.values()) {
      ChangeType type = type(write);
      listeners.forEach(listener -> listener.changed(write.sObject(), write.id(), type));
    }
    if (!first.isEmpty()) {
      listeners.forEach(ChangeListener::committed);
    }
  }

  private ChangeType type(Write write) {
    if (find(write.sObject(), write.id()).filter(Row::deleted).isPresent()) {
      return ChangeType.DELETE;
    }
    return write.before().isEmpty() ? ChangeType.CREATE : ChangeType.UPDATE;
  }

  private Map<String, Row> of(String sObject) {
    return rows.computeIfAbsent(sObject, name -> new TreeMap<>());
  }
}
