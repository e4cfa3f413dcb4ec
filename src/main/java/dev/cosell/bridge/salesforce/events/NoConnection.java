package dev.cosell.bridge.salesforce.events;

import dev.cosell.bridge.secret.Secrets;
import java.io.Serial;

/** Salesforce does not accept a subscription, or ends one; the message says why. */
final class NoConnection extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  /** What follows from it. */
  enum Kind {
    /** A new access token may help. */
    UNAUTHORIZED,
    /** Salesforce does not know the session any more, as happens when it moves its servers. */
    FORGOTTEN,
    /** Somebody may have to do something. */
    PROBLEM
  }

  private final Kind kind;

  NoConnection(Kind kind, String reason) {
    super(Secrets.masked(reason));
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  /** Why, in words. */
  String reason() {
    return String.valueOf(getMessage());
  }
}
