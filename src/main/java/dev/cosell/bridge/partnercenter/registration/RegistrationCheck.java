package dev.cosell.bridge.partnercenter.registration;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One look at the registration, as it flows through the routes; not shared between threads. */
final class RegistrationCheck {

  /** Somebody else may write at the same time; more often than this, nobody gains. */
  private static final int MOST_WRITES = 2;

  private final @Nullable RegistrationRules rules;
  private @Nullable Registered found;
  private @Nullable Verdict verdict;
  private List<String> known = List.of();
  private int tries;
  private boolean isWritten;

  /**
   * A look that begins.
   *
   * @param rules null to look only
   */
  RegistrationCheck(@Nullable RegistrationRules rules) {
    this.rules = rules;
  }

  /** Whether the registration has to be read (again). */
  boolean isOpen() {
    return verdict == null;
  }

  void found(@Nullable Registered registration) {
    found = registration;
  }

  void known(List<String> events) {
    known = List.copyOf(events);
  }

  /** What was read; null when there is none. */
  @Nullable Registered found() {
    return found;
  }

  /** Whether it has to be known which events exist before it can be said what to write. */
  boolean needsKnownEvents() {
    return known.isEmpty()
        && (judged() instanceof Verdict.Missing || judged() instanceof Verdict.Different);
  }

  void decide() {
    verdict = judged();
  }

  private Verdict judged() {
    return rules == null ? new Verdict.Right() : rules.judge(found, known);
  }

  /** What to do; null before it is decided. */
  @Nullable Verdict verdict() {
    return verdict;
  }

  /** Whether there is something to write, and it was not tried too often. */
  boolean mayWrite() {
    return tries < MOST_WRITES;
  }

  /** The write came through: the registration is read once more, to see whether it is right. */
  void written() {
    isWritten = true;
    again();
  }

  /** Somebody else wrote meanwhile: it is read again. */
  void again() {
    tries++;
    verdict = null;
  }

  boolean isWritten() {
    return isWritten;
  }

  boolean signatureInMsHeader() {
    return rules != null && rules.wanted().signatureInMsHeader();
  }

  /** The wanted events that the tenant does not know. */
  List<String> unknownEvents() {
    return rules == null ? List.of() : rules.unknown(known);
  }
}
