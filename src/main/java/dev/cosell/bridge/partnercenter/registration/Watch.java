package dev.cosell.bridge.partnercenter.registration;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What all nodes know of the registration. Everything is null until it happened once.
 *
 * @param checkedAt when it was looked at last
 * @param finding what was found then
 * @param explanation of a finding that wants attention
 * @param writtenAt when the bridge wrote it last
 * @param signatureAsked the signature flag that it wrote then
 * @param testArrivedAt when a test event arrived last
 * @param notifiedAt when any genuine notification arrived last; up to a minute behind
 */
record Watch(
    @Nullable Instant checkedAt,
    @Nullable Finding finding,
    @Nullable String explanation,
    @Nullable Instant writtenAt,
    @Nullable Boolean signatureAsked,
    @Nullable Instant testArrivedAt,
    @Nullable Instant notifiedAt) {

  boolean isRight() {
    return finding == Finding.RIGHT;
  }

  /** Whether the last look found something that a person has to know. */
  boolean isAlarming() {
    return finding != null && finding != Finding.RIGHT;
  }
}
