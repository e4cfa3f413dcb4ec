package dev.cosell.bridge.partnercenter.registration;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares the registration of the tenant with the one we want.
 *
 * @param wanted what we want
 * @param overwrite whether the address of another system may be replaced
 * @param lastWritten the signature flag that we wrote last; null when we have never written
 */
record RegistrationRules(
    WantedRegistration wanted, boolean overwrite, @Nullable Boolean lastWritten) {

  /**
   * What to do.
   *
   * @param found null when there is none
   * @param known names that the tenant knows; empty when they are not known
   */
  Verdict judge(@Nullable Registered found, Collection<String> known) {
    List<String> events = needed(known);
    if (found == null) {
      return new Verdict.Missing(
          new NewRegistration(
              wanted.endpoint().url(),
              events,
              wanted.signatureInMsHeader(),
              MissingNode.getInstance()));
    }
    boolean isOurs = found.url().isEmpty() || wanted.endpoint().is(found.url());
    if (!isOurs && !overwrite) {
      return new Verdict.Foreign(Endpoint.shown(found.url()));
    }
    List<String> differences = differences(found, events);
    return differences.isEmpty()
        ? new Verdict.Right()
        : new Verdict.Different(replacement(found, events), differences);
  }

  /** The events that we want and the tenant does not know. */
  List<String> unknown(Collection<String> known) {
    return wanted.events().stream().filter(it -> !isKnown(it, known)).toList();
  }

  /** A list that knows none of them is no such list. */
  private List<String> needed(Collection<String> known) {
    List<String> needed = wanted.events().stream().filter(it -> isKnown(it, known)).toList();
    return needed.isEmpty() ? wanted.events() : needed;
  }

  private static boolean isKnown(String event, Collection<String> known) {
    return known.isEmpty() || known.stream().anyMatch(event::equalsIgnoreCase);
  }

  private List<String> differences(Registered found, List<String> events) {
    List<String> differences = new ArrayList<>();
    if (!wanted.endpoint().is(found.url())) {
      differences.add(
          found.url().isEmpty()
              ? "it names no address"
              : "its address is " + Endpoint.shown(found.url()));
    }
    events.stream()
        .filter(event -> !found.has(event))
        .forEach(event -> differences.add(event + " is missing"));
    if (isSignatureElsewhere(found)) {
      differences.add(
          wanted.signatureInMsHeader()
              ? "the signature is not asked for in x-ms-signature"
              : "the signature is asked for in x-ms-signature");
    }
    return differences;
  }

  /**
   * Where the answer does not tell the flag, what we wrote last counts; before we have written, the
   * flag of a registration that somebody made by hand is not known.
   */
  private boolean isSignatureElsewhere(Registered found) {
    if (wanted.takesAnySignature()) {
      return false;
    }
    Boolean shown = found.signatureInMsHeader();
    Boolean told = shown == null ? lastWritten : shown;
    return told == null || told != wanted.signatureInMsHeader();
  }

  private NewRegistration replacement(Registered found, List<String> events) {
    List<String> all =
        Stream.concat(found.events().stream(), events.stream().filter(event -> !found.has(event)))
            .toList();
    return new NewRegistration(
        wanted.endpoint().url(), all, wanted.signatureInMsHeader(), found.properties());
  }
}
