package dev.cosell.bridge.sandbox.http;

/** A simulated system refuses a request; each API renders it in its own error body. */
public final class Refused extends RuntimeException {

  private final int status;
  private final String code;

  /**
   * Creates the refusal.
   *
   * @param status HTTP status of the answer
   * @param code the API's word for the error
   * @param message what a developer needs to know
   */
  public Refused(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  /** HTTP status of the answer. */
  public int status() {
    return status;
  }

  /** The API's word for the error. */
  public String code() {
    return code;
  }

  /** What a developer needs to know. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
