package dev.cosell.bridge.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a poll has come.
 *
 * @param name which poll
 * @param watermark the latest time of change among the rows that were committed, null before the
 *     first one
 * @param token where the other side's list of changes goes on, null when it has to be read anew
 */
public record Cursor(String name, @Nullable Instant watermark, @Nullable String token) {

  /** The cursor of a poll that has not begun. */
  public static Cursor atTheBeginning(String name) {
    return new Cursor(name, null, null);
  }

  /** Further on, where the rows of a page lead; a watermark never goes back. */
  public CursorMove reaching(@Nullable Instant latest) {
    boolean isFurther = latest != null && (watermark == null || latest.isAfter(watermark));
    return new CursorMove(name, isFurther ? latest : watermark, token);
  }

  /** At the end of the other side's list; it goes on at this token. */
  public CursorMove goingOnAt(@Nullable String next) {
    return new CursorMove(name, watermark, next);
  }

  /** The same place: the list is not read to its end yet. */
  public CursorMove staying() {
    return new CursorMove(name, watermark, token);
  }
}
