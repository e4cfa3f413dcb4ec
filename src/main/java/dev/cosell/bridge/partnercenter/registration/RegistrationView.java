package dev.cosell.bridge.partnercenter.registration;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cosell.bridge.partnercenter.registration.RegistrationStatus.Now;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The registration for an operator. Addresses are shown without what stands behind the question
 * mark.
 *
 * @param guard {@code on}, or {@code off} without a public address
 * @param state {@code right}, {@code missing}, {@code different}, {@code foreign} or {@code
 *     unknown}; null where the guard is off
 * @param alarm what wants attention; null when nothing does
 * @param registered what Partner Center has now; null when it has none or did not tell
 * @param wanted what the settings want; null where the guard is off
 * @param differences between both, in words
 * @param failure why Partner Center did not tell; null when it did
 * @param checkedAt when the guard looked last, on any node
 * @param heartbeat whether notifications arrive
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record RegistrationView(
    String guard,
    @Nullable String state,
    @Nullable String alarm,
    @Nullable Shown registered,
    @Nullable Shown wanted,
    List<String> differences,
    @Nullable String failure,
    @Nullable Instant checkedAt,
    Delivery heartbeat) {

  /**
   * A registration.
   *
   * @param signatureInMsHeader null where Partner Center does not tell it
   */
  record Shown(String url, List<String> events, @Nullable Boolean signatureInMsHeader) {

    static @Nullable Shown of(@Nullable Registered found) {
      return found == null
          ? null
          : new Shown(Endpoint.shown(found.url()), found.events(), found.signatureInMsHeader());
    }

    static Shown of(WantedRegistration wanted) {
      return new Shown(wanted.endpoint().shown(), wanted.events(), wanted.signatureInMsHeader());
    }
  }

  /**
   * What is known of delivery.
   *
   * @param outcome of the last heartbeat: {@code open}, {@code delivered}, {@code lost} or {@code
   *     unsent}; null when none was sent
   * @param explanation of a failure
   * @param arrivedAt when a test event arrived last
   * @param ageSeconds since then
   * @param notifiedAt when any genuine notification arrived last, up to a minute behind
   */
  record Delivery(
      @Nullable Instant sentAt,
      @Nullable String correlationId,
      @Nullable String outcome,
      @Nullable String explanation,
      @Nullable Instant arrivedAt,
      @Nullable Double ageSeconds,
      @Nullable Instant notifiedAt) {

    static Delivery of(Now now, @Nullable Double age) {
      Heartbeat last = now.heartbeat();
      return new Delivery(
          last == null ? null : last.sentAt(),
          last == null ? null : last.correlationId(),
          last == null ? null : last.outcome().word(),
          last == null ? null : last.explanation(),
          now.watch().testArrivedAt(),
          age,
          now.watch().notifiedAt());
    }
  }
}
