package dev.cosell.bridge.mapping;

import java.util.Optional;

/** Where a deal stands, in words that both sides share (cosell-connector.md, section 10). */
public enum DealStage implements Word {
  /** Arrived from Microsoft and not accepted yet. */
  ON_HOLD,
  /** Accepted and worked on. */
  IN_PROGRESS,
  /** Closed, won. */
  WON,
  /** Closed in any other way: lost, declined, expired, error. */
  LOST;

  /**
   * The stage of a referral.
   *
   * @return empty for a status that this version does not know
   */
  public static Optional<DealStage> of(String status, String substatus) {
    return switch (status) {
      case "New" -> Optional.of(ON_HOLD);
      case "Active" -> Optional.of(IN_PROGRESS);
      case "Closed" -> Optional.of("Won".equals(substatus) ? WON : LOST);
      default -> Optional.empty();
    };
  }

  /** The stage of a {@code Status} or {@code Status/Substatus} as a value table writes it. */
  static Optional<DealStage> ofPair(String pair) {
    int slash = pair.indexOf('/');
    return slash < 0 ? of(pair, "") : of(pair.substring(0, slash), pair.substring(slash + 1));
  }
}
