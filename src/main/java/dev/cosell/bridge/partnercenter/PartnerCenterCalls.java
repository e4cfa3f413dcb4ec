package dev.cosell.bridge.partnercenter;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.mapping.PatchOperation;
import dev.cosell.bridge.sync.Outgoing;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import dev.cosell.bridge.sync.Synchronization;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the Partner Center routes send, and how they understand the answers. */
@Component("partnerCenterCalls")
class PartnerCenterCalls {

  private final Outgoing outgoing;

  PartnerCenterCalls(Outgoing outgoing) {
    this.outgoing = outgoing;
  }

  /** Headers of {@code GET referrals/{id}}. */
  public void get(@Body Synchronization synchronization, @Headers Map<String, Object> headers) {
    call("GET", synchronization, headers);
  }

  /** Headers of {@code PATCH referrals/{id}}, only if nobody changed the referral since. */
  public void patch(@Body Synchronization synchronization, @Headers Map<String, Object> headers) {
    call("PATCH", synchronization, headers);
    headers.put("Prefer", "return=representation");
    headers.put("If-Match", version(synchronization));
  }

  private static void call(
      String verb, Synchronization synchronization, Map<String, Object> headers) {
    CallHeaders.set(headers, verb);
    headers.put(Exchange.HTTP_PATH, synchronization.referralId().value());
  }

  /** An unknown version is a mistake of ours: without it the write would overwrite blindly. */
  private static String version(Synchronization synchronization) {
    String version = synchronization.knownReferral().path("eTag").asText("");
    if (version.isEmpty()) {
      throw new RemoteFailure(
          Kind.REJECTED,
          "Partner Center gave no eTag for referral "
              + synchronization.referralId()
              + "; it is not written without one",
          null,
          null);
    }
    return version;
  }

  /** The JSON Patch of these operations. */
  public String document(@Variable("operations") List<PatchOperation> operations) {
    ArrayNode patch = JsonNodeFactory.instance.arrayNode();
    for (PatchOperation operation : operations) {
      patch
          .addObject()
          .put("op", operation.op())
          .put("path", operation.path())
          .set("value", operation.value());
    }
    return patch.toString();
  }

  /** The referral as it was read. */
  public Synchronization read(
      @Body Synchronization synchronization,
      @Variable("answer") String answer,
      @Variable("header:answer.ETag") @Nullable String etag) {
    ObjectNode referral = ReferralJson.read(answer, synchronization.referralId());
    if (!referral.hasNonNull("eTag") && etag != null) {
      referral.put("eTag", etag);
    }
    return synchronization.withReferral(referral);
  }

  /** What a write made of the referral: its new version is remembered, to know our own echo. */
  public Synchronization patched(
      @Body Synchronization synchronization, @Variable("answer") @Nullable String answer) {
    return outgoing.sent(
        synchronization,
        answer == null || answer.isBlank()
            ? JsonNodeFactory.instance.objectNode()
            : ReferralJson.read(answer, synchronization.referralId()));
  }
}
