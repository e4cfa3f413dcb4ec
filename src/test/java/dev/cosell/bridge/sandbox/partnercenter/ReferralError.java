package dev.cosell.bridge.sandbox.partnercenter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.Refused;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.http.SandboxResponse;

/** The documented error body of the Referrals API. */
final class ReferralError {

  // microsoft/Partner-Center-Referrals #4: the inner code of a 412.
  private static final String STALE = "99918";

  private ReferralError() {}

  static SandboxResponse response(Refused refused) {
    ObjectNode body = SandboxJson.object();
    ObjectNode error = body.putObject("error");
    error.put("code", refused.code()).put("message", refused.text()).put("target", "referral");
    String inner = refused.status() == 412 ? STALE : refused.code();
    error.putObject("innerError").put("code", inner).put("message", refused.text());
    return SandboxJson.response(refused.status(), body);
  }
}
