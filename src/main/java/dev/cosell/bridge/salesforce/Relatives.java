package dev.cosell.bridge.salesforce;

import java.util.ArrayDeque;
import java.util.Deque;

/** The rows around a record that are left to read. */
final class Relatives {

  /** What a row is to the record. */
  enum Kind {
    /** The customer's account. */
    ACCOUNT,
    /** The customer's contact. */
    CONTACT,
    /** The row that says which contact is the primary one, where the opportunity does not. */
    CONTACT_ROLE,
    /** The owner, a user or a queue. */
    OWNER
  }

  /**
   * A row to read.
   *
   * @param kind what it is
   * @param id its id; of a contact role the opportunity's
   */
  record Relative(Kind kind, String id) {}

  private final Deque<Relative> left = new ArrayDeque<>();

  /** True while there is a row to read. */
  public boolean isOpen() {
    return !left.isEmpty();
  }

  /** A row to read, unless the lookup is empty. */
  void add(Kind kind, String id) {
    if (!id.isEmpty()) {
      left.addLast(new Relative(kind, id));
    }
  }

  Relative current() {
    return left.element();
  }

  Relative done() {
    return left.remove();
  }
}
