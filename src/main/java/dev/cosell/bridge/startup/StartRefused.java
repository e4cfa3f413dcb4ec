package dev.cosell.bridge.startup;

import java.io.Serial;

/** The service does not start; the message names everything that has to be mended. */
public final class StartRefused extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final String action;

  /**
   * A refusal.
   *
   * @param message what is wrong
   * @param action what to do about it
   */
  public StartRefused(String message, String action) {
    super(message);
    this.action = action;
  }

  /** What to do about it. */
  String action() {
    return action;
  }
}
