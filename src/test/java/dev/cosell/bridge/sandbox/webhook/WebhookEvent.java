package dev.cosell.bridge.sandbox.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.http.UtcTime;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One notification before it is signed.
 *
 * @param eventName for example {@code referral-updated}
 * @param resourceUri what changed; on the other host, never to be followed
 * @param resourceName for example {@code referral}
 * @param changedAt exactly the instant of the resource's own time stamp
 */
public record WebhookEvent(
    String eventName, String resourceUri, String resourceName, Instant changedAt) {

  private static final String REFERRALS =
      "https://api.partnercenter.microsoft.com/engagements/v1/referrals/";

  /** An event about a referral. */
  public static WebhookEvent ofReferral(String eventName, String id, Instant changedAt) {
    return new WebhookEvent(eventName, REFERRALS + id, "referral", changedAt);
  }

  /** The id of what changed: the last part of its address. */
  public String resourceId() {
    return resourceUri.substring(resourceUri.lastIndexOf('/') + 1);
  }

  /** The documented payload, in PascalCase and with a null {@code AuditUri}. */
  public byte[] payload() {
    @Nullable String noAudit = null;
    ObjectNode body =
        SandboxJson.object()
            .put("EventName", eventName)
            .put("ResourceUri", resourceUri)
            .put("ResourceName", resourceName)
            .put("AuditUri", noAudit)
            .put("ResourceChangeUtcDate", UtcTime.offset(changedAt));
    return SandboxJson.text(body).getBytes(StandardCharsets.UTF_8);
  }
}
