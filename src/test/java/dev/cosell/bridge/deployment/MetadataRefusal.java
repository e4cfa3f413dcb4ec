package dev.cosell.bridge.deployment;

/** An answer of {@link MetadataFake} that is no success. */
final class MetadataRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final boolean mistake;

  private MetadataRefusal(int status, boolean mistake, String reason) {
    super(reason);
    this.status = status;
    this.mistake = mistake;
  }

  /** What was asked for is not there, as anybody may find out by asking. */
  static MetadataRefusal absent(String what) {
    return new MetadataRefusal(404, false, "Could not find " + what);
  }

  /** Nobody who knows the Web API asks so. */
  static MetadataRefusal mistake(String reason) {
    return new MetadataRefusal(400, true, reason);
  }

  static MetadataRefusal unauthorized() {
    return new MetadataRefusal(401, false, "The token is not accepted");
  }

  int status() {
    return status;
  }

  boolean isMistake() {
    return mistake;
  }
}
