package dev.cosell.bridge.mapping;

/** When a field is written in one direction. */
public enum Moments implements Word {
  /** On create and on update. */
  BOTH,
  /** Only when the other side is created. */
  CREATE,
  /** Only when the other side exists already. */
  UPDATE,
  /** Not at all. */
  NEVER;

  /** Whether a field with these moments is written at that moment. */
  public boolean include(Moment moment) {
    return switch (this) {
      case BOTH -> true;
      case CREATE -> moment == Moment.CREATE;
      case UPDATE -> moment == Moment.UPDATE;
      case NEVER -> false;
    };
  }
}
