package dev.cosell.bridge.sandbox.partnercenter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.Refused;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A JSON Patch document as Partner Center takes it: {@code replace} and {@code add} of listed
 * paths.
 *
 * @param operations in their order
 */
record ReferralPatch(List<Operation> operations) {

  private static final String CONSENT = "/consent/consentToShareReferralWithMicrosoftSellers";
  private static final String CONTACTS = "/customerProfile/team";
  private static final String SOLUTIONS = "/details/requirements/solutions";

  // PATCH whitelist: Partner Center Referrals OpenAPI, UpdateReferralDetails.
  private static final Set<String> PATHS =
      Set.of(
          "/campaignId",
          CONSENT,
          CONTACTS,
          "/details/closingDateTime",
          "/details/currency",
          "/details/dealValue",
          "/details/notes",
          SOLUTIONS,
          "/externalReferenceId",
          "/referralProgram",
          "/salesStage",
          "/status",
          "/substatus",
          "/statusReason",
          "/team");

  private static final Set<String> ARRAYS = Set.of(CONTACTS, SOLUTIONS, "/team");

  /** One operation; {@code append} stands for a trailing {@code /-}. */
  record Operation(String path, boolean append, JsonNode value) {}

  /**
   * Reads a document.
   *
   * @throws Refused 400 for another operation, a path that is not listed, or a value that does not
   *     fit
   */
  static ReferralPatch parse(String body) {
    JsonNode document = SandboxJson.parse(body);
    if (!document.isArray() || document.isEmpty()) {
      throw new Refused(400, "invalidRequest", "The body is not a JSON Patch document.");
    }
    List<Operation> operations = new ArrayList<>();
    document.forEach(operation -> operations.add(operation(operation)));
    ReferralPatch patch = new ReferralPatch(operations);
    if (patch.touches("/status") != patch.touches("/substatus")) {
      throw new Refused(400, "invalidRequest", "status and substatus must be sent together.");
    }
    return patch;
  }

  private static Operation operation(JsonNode sent) {
    String op = sent.path("op").asText();
    String path = sent.path("path").asText();
    boolean append = path.endsWith("/-");
    String field = append ? path.substring(0, path.length() - 2) : path;
    if (!op.equals("replace") && !op.equals("add")) {
      throw new Refused(400, "invalidRequest", "Operation '" + op + "' is not supported.");
    }
    boolean fits = !append || (op.equals("add") && ARRAYS.contains(field));
    if (!PATHS.contains(field) || !fits) {
      throw new Refused(400, "invalidRequest", "Cannot " + op + " path '" + path + "'.");
    }
    if (!sent.has("value")) {
      throw FieldRules.refused(path, "has no value");
    }
    JsonNode value = append ? SandboxJson.array(sent.path("value")) : sent.path("value");
    return new Operation(field, append, FieldRules.kept(field, value));
  }

  /**
   * Carries the operations out.
   *
   * @throws Refused when the referral's present state forbids it
   */
  void applyTo(ObjectNode referral, Strictness strictness) {
    DealState.requireOpen(referral, strictness.finalDealStatus());
    ObjectNode before = referral.deepCopy();
    operations.forEach(operation -> apply(operation, referral));
    if (touches("/status")) {
      DealState.requireMove(before, referral);
    }
    requireOneWayConsent(before, referral);
    if (strictness.lockSharedContacts()) {
      requireContactsKept(before, referral);
    }
    if (touches(SOLUTIONS) && referral.at(SOLUTIONS).isEmpty()) {
      throw FieldRules.refused(SOLUTIONS, "must keep at least one solution");
    }
    requireFit(referral);
  }

  private boolean touches(String path) {
    return operations.stream().anyMatch(operation -> operation.path().equals(path));
  }

  private static void apply(Operation operation, ObjectNode referral) {
    int slash = operation.path().lastIndexOf('/');
    String name = operation.path().substring(slash + 1);
    ObjectNode parent = parent(referral, operation.path().substring(0, slash));
    if (operation.append()) {
      ArrayNode items =
          parent.path(name) instanceof ArrayNode found ? found : parent.putArray(name);
      operation.value().forEach(items::add);
    } else {
      parent.set(name, operation.value());
    }
  }

  private static ObjectNode parent(ObjectNode referral, String path) {
    ObjectNode parent = referral;
    for (String name : path.split("/", -1)) {
      if (!name.isEmpty()) {
        parent = parent.path(name) instanceof ObjectNode found ? found : parent.putObject(name);
      }
    }
    return parent;
  }

  private static void requireOneWayConsent(JsonNode before, JsonNode after) {
    if (before.at(CONSENT).asBoolean() && !after.at(CONSENT).asBoolean()) {
      throw FieldRules.refused(CONSENT, "cannot go back to false");
    }
  }

  private static void requireContactsKept(JsonNode before, JsonNode after) {
    boolean shared = before.at(CONSENT).asBoolean() && !before.at(CONTACTS).isEmpty();
    if (shared && !before.at(CONTACTS).equals(after.at(CONTACTS))) {
      throw FieldRules.refused(CONTACTS, "is read-only once the referral has been shared");
    }
  }

  // An append was checked alone; the array that it makes has to fit too.
  private void requireFit(JsonNode referral) {
    operations.stream()
        .filter(Operation::append)
        .forEach(operation -> FieldRules.kept(operation.path(), referral.at(operation.path())));
  }
}
