package dev.cosell.bridge.sandbox.partnercenter;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The strictness in force; it may change while the sandbox runs. */
final class StrictnessSwitch {

  private volatile Strictness current;

  StrictnessSwitch(Strictness initial) {
    current = initial;
  }

  Strictness current() {
    return current;
  }

  void change(Strictness other) {
    current = other;
  }

  synchronized Strictness changeBy(ObjectNode changes) {
    current = current.changedBy(changes);
    return current;
  }
}
