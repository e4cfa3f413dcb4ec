package dev.cosell.bridge.dynamics;

import java.util.ArrayDeque;
import java.util.Deque;

/** The rows around a record that are left to read. */
final class Relatives {

  /** What a row is to the record. */
  enum Role {
    /** The account of the customer. */
    ACCOUNT,
    /** The customer, of whom it is not known yet whether it is an account. */
    CUSTOMER,
    /** A contact that is the customer: its company is the account. */
    PERSON,
    /** The customer's contact. */
    CONTACT,
    /** The owner, a user or a team. */
    OWNER
  }

  /**
   * A row to read.
   *
   * @param role what it is
   * @param id its id
   */
  record Relative(Role role, String id) {}

  private final Deque<Relative> left = new ArrayDeque<>();

  /** True while there is a row to read. */
  public boolean isOpen() {
    return !left.isEmpty();
  }

  /** A row to read, unless the lookup is empty. */
  void add(Role role, String id) {
    if (!id.isEmpty()) {
      left.addLast(new Relative(role, id));
    }
  }

  Relative current() {
    return left.element();
  }

  Relative done() {
    return left.remove();
  }
}
