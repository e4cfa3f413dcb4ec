package dev.cosell.bridge.sandbox.partnercenter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.http.SandboxResponse;

/** Microsoft's seller at {@code /sandbox/referrals/{id}/microsoft}. */
final class MicrosoftControl {

  private final MicrosoftSeller seller;

  MicrosoftControl(MicrosoftSeller seller) {
    this.seller = seller;
  }

  /**
   * Carries a step out and answers with Microsoft's referral.
   *
   * @param step what stands behind {@code microsoft/}, empty for none
   */
  SandboxResponse answer(SandboxRequest request, String id, String step) {
    ObjectNode body = SandboxJson.parseObject(request.body());
    return switch (request.method() + " " + step) {
      case "GET " -> SandboxJson.response(200, seller.referral(id));
      case "POST accept" -> SandboxJson.response(200, accepted(id, body));
      case "POST decline" ->
          SandboxJson.response(200, seller.decline(id, body.path("statusReason").asText("")));
      case "POST msx-id" -> SandboxJson.response(200, seller.setMsxId(id, msxId(body)));
      case "POST team" -> SandboxJson.response(200, seller.addTeamMember(id, body));
      default -> SandboxResponse.empty(404);
    };
  }

  private ObjectNode accepted(String id, ObjectNode body) {
    ObjectNode accepted = seller.accept(id);
    return body.hasNonNull("microsoftMsxId") ? seller.setMsxId(id, msxId(body)) : accepted;
  }

  private static String msxId(ObjectNode body) {
    String msxId = body.path("microsoftMsxId").asText("");
    if (msxId.isEmpty()) {
      throw FieldRules.refused("/microsoftMsxId", "is required");
    }
    return msxId;
  }
}
