package dev.cosell.bridge.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a cursor stands once a page of changes is committed. Made by a {@link Cursor}.
 *
 * @param name which poll
 * @param watermark its new watermark
 * @param token its new token
 */
public record CursorMove(String name, @Nullable Instant watermark, @Nullable String token) {

  /** The cursor after the move. */
  public Cursor reached() {
    return new Cursor(name, watermark, token);
  }
}
