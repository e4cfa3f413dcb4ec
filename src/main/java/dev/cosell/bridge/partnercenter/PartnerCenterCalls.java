package dev.cosell.bridge.partnercenter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cosell.bridge.run.RunDetail.FieldChange;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import dev.cosell.bridge.sync.Synchronization;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the Partner Center routes send, and how they understand the answers. */
@Component("partnerCenterCalls")
class PartnerCenterCalls {

  private static final String EXTERNAL_REFERENCE = "/externalReferenceId";

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
    String correlation = UUID.randomUUID().toString();
    headers.clear();
    headers.put(Exchange.HTTP_METHOD, verb);
    headers.put(Exchange.HTTP_PATH, synchronization.referralId().value());
    headers.put(Exchange.CONTENT_TYPE, "application/json");
    headers.put("Accept", "application/json");
    // both generations of the service find the call by one of these
    headers.put("client-request-id", correlation);
    headers.put("MS-CorrelationId", correlation);
    headers.put("MS-RequestId", UUID.randomUUID().toString());
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

  /** The JSON Patch that makes the referral carry the record's id. */
  public String externalReferencePatch(@Body Synchronization synchronization) {
    ArrayNode patch = JsonNodeFactory.instance.arrayNode();
    patch
        .addObject()
        .put("op", "replace")
        .put("path", EXTERNAL_REFERENCE)
        .put("value", synchronization.knownRecordId().value());
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
    synchronization
        .log()
        .wrote(
            new FieldChange(
                "externalReference",
                "partner-center",
                synchronization.knownReferral().get("externalReferenceId"),
                TextNode.valueOf(synchronization.knownRecordId().value())));
    synchronization.referenceWritten();
    JsonNode now =
        answer == null || answer.isBlank()
            ? JsonNodeFactory.instance.objectNode()
            : ReferralJson.read(answer, synchronization.referralId());
    synchronization
        .progress()
        .reached(
            synchronization
                .link()
                .wroteReferral(text(now, "eTag"), instant(text(now, "updatedDateTime"))));
    return synchronization;
  }

  private static @Nullable String text(JsonNode referral, String field) {
    String text = referral.path(field).asText("");
    return text.isEmpty() ? null : text;
  }

  /**
   * A version hint, only where it is precise enough to name one change: two changes within one
   * second must not look like one.
   */
  static @Nullable String instant(@Nullable String dateTime) {
    try {
      Instant instant = OffsetDateTime.parse(Objects.requireNonNullElse(dateTime, "")).toInstant();
      return instant.equals(instant.truncatedTo(ChronoUnit.SECONDS)) ? null : instant.toString();
    } catch (DateTimeParseException unknownForm) {
      return null;
    }
  }
}
