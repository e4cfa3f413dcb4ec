package dev.cosell.bridge.sandbox.dataverse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.dataverse.RowWriter.Author;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import java.util.Map;
import java.util.Set;

/** The unbound actions WinOpportunity and LoseOpportunity. */
final class ActionRequests {

  private static final Map<String, Integer> STATES =
      Map.of("WinOpportunity", Closing.WON, "LoseOpportunity", Closing.LOST);
  private static final Author AUTHOR = new Author(Users.APPLICATION_USER, false, false);

  private final Closing closing;

  ActionRequests(Organization organization) {
    closing = new Closing(organization);
  }

  static boolean knows(String action) {
    return STATES.containsKey(action);
  }

  SandboxResponse close(String action, SandboxRequest request) {
    ObjectNode body = Json.readObject(request.body());
    refuseOthers(body, Set.of("Status", "OpportunityClose"), action);
    int status = status(body.path("Status"));
    if (!(body.path("OpportunityClose") instanceof ObjectNode close)) {
      throw DataverseError.invalid("The parameter 'OpportunityClose' is required.");
    }
    closing.close(STATES.getOrDefault(action, Closing.LOST), status, close, AUTHOR);
    return SandboxResponse.empty(204);
  }

  static int status(JsonNode status) {
    if (!status.isInt()) {
      throw DataverseError.invalid("The parameter 'Status' is required and an Edm.Int32.");
    }
    return status.intValue();
  }

  static void refuseOthers(ObjectNode body, Set<String> parameters, String action) {
    body.fieldNames()
        .forEachRemaining(
            name -> {
              if (!name.contains("@") && !parameters.contains(name)) {
                throw DataverseError.invalid(
                    "The parameter '%s' in the request payload is not a valid parameter for the operation '%s'."
                        .formatted(name, action));
              }
            });
  }
}
