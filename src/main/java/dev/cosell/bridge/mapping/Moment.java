package dev.cosell.bridge.mapping;

/** Whether a write creates the other side or changes it. */
public enum Moment {
  /** The other side does not exist yet. */
  CREATE,
  /** The other side exists. */
  UPDATE
}
