package dev.cosell.bridge.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.ReferralId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The link as far as a synchronization has come. It outlives a failure: what was created remotely
 * is remembered even when a later step fails.
 */
public final class Progress {

  private Link link;
  private @Nullable JsonNode microsofts;
  private @Nullable CrmRecord record;
  private @Nullable Instant referralAt;
  private boolean shared;
  private boolean startedOver;
  private @Nullable String invitationRefused;
  private @Nullable Long joined;
  private final List<ReferralId> handedOver = new ArrayList<>();
  private final Map<String, JsonNode> sending = new HashMap<>();

  /** Begins with the link as it stands in the store. */
  public Progress(Link link) {
    this.link = link;
  }

  /** The link so far. */
  public synchronized Link link() {
    return link;
  }

  /** Microsoft's own referral of the same engagement, as read; null when it was not. */
  public synchronized @Nullable JsonNode microsofts() {
    return microsofts;
  }

  /** Remembers Microsoft's own referral. */
  synchronized void reachedMicrosofts(JsonNode read) {
    microsofts = read;
  }

  /** The record as it was read or written last, null when it is not known. */
  public synchronized @Nullable CrmRecord record() {
    return record;
  }

  synchronized void reachedRecord(@Nullable CrmRecord known) {
    record = known;
  }

  /** When the referral was changed last, as it was read; null when it was not read. */
  public synchronized @Nullable Instant referralAt() {
    return referralAt;
  }

  /** Remembers the latest change of the referral that was read. */
  synchronized void readReferral(JsonNode read) {
    Instant at = VersionHint.instant(read.path("updatedDateTime").asText(""));
    if (at != null && (referralAt == null || at.isAfter(referralAt))) {
      referralAt = at;
    }
  }

  /** Why Partner Center does not want Microsoft to be invited, null when it did not say so. */
  public synchronized @Nullable String invitationRefused() {
    return invitationRefused;
  }

  synchronized void reachedRefusal(String reason) {
    invitationRefused = reason;
  }

  /** True when the deal got its referral in this synchronization. */
  public synchronized boolean isShared() {
    return shared;
  }

  synchronized void reachedReferral(Link now) {
    link = now;
    shared = true;
  }

  /** Another referral has news because of this one. */
  public synchronized void handOver(ReferralId referral) {
    handedOver.add(referral);
  }

  /** The referrals that have news because of this one. */
  public synchronized List<ReferralId> handedOver() {
    return List.copyOf(handedOver);
  }

  /** The link that takes this one's place, null when none does. */
  public synchronized @Nullable Long joined() {
    return joined;
  }

  synchronized void joins(long linkKey) {
    joined = linkKey;
  }

  /** Begins once more from a fresh read: no remembered version is trusted any more. */
  public synchronized void startOver() {
    startedOver = true;
    link = link.distrusted();
  }

  /** Whether this synchronization began anew, after it may have written something. */
  public synchronized boolean hasStartedOver() {
    return startedOver;
  }

  /** Notes fields that Partner Center may refuse as locked, until it has taken them. */
  synchronized void sending(Map<String, JsonNode> mayBeLocked) {
    sending.clear();
    sending.putAll(mayBeLocked);
  }

  /**
   * After a refusal: remembers the fields that may be locked as locked.
   *
   * @return false when there were none, so that they cannot be the reason
   */
  public synchronized boolean lockWhatWasRefused() {
    if (sending.isEmpty()) {
      return false;
    }
    ObjectNode base = link.base().deepCopy();
    sending.forEach((field, value) -> base.set(Sending.LOCKED + field, value));
    sending.clear();
    link = link.agreeing(base, null, null);
    return true;
  }

  /** Remembers what was reached. */
  public synchronized void reached(Link now) {
    link = now;
  }
}
