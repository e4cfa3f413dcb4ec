package dev.cosell.bridge.link;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The pair of one referral and one record.
 *
 * @param id key of the link in the store
 * @param referralId the referral, null as long as a seller's deal is not in Partner Center
 * @param record the record in the CRM, null as long as there is none
 * @param name name of the deal, for people
 * @param state how the link stands
 * @param reason why it is held, failed or ignored, in words for a seller
 * @param base the mapped fields on which both sides agreed last, in normal form
 * @param referralVersion eTag of the referral at the last synchronization, null when not known
 * @param ownWrite {@code updatedDateTime} that our last write gave the referral, null when not
 *     known
 * @param recordVersion version of the record at which it equalled the base, null when it has to be
 *     read again
 * @param recordSeen version of the record that the last synchronization took into account, whether
 *     or not it equalled the base; null when none was
 * @param createdAt when the first change arrived
 * @param updatedAt when the last synchronization ended
 */
public record Link(
    long id,
    @Nullable ReferralId referralId,
    @Nullable RecordId record,
    @Nullable String name,
    LinkState state,
    @Nullable String reason,
    ObjectNode base,
    @Nullable String referralVersion,
    @Nullable String ownWrite,
    @Nullable String recordVersion,
    @Nullable String recordSeen,
    Instant createdAt,
    Instant updatedAt) {

  /** The same link with the referral that belongs to it. */
  public Link of(ReferralId shared) {
    return new Link(
        id,
        shared,
        record,
        name,
        state,
        reason,
        base,
        referralVersion,
        ownWrite,
        recordVersion,
        recordSeen,
        createdAt,
        updatedAt);
  }

  /** The same link, whose referral belongs to another link for now. */
  public Link withoutReferral() {
    return new Link(
        id,
        null,
        record,
        name,
        state,
        reason,
        base,
        referralVersion,
        ownWrite,
        recordVersion,
        recordSeen,
        createdAt,
        updatedAt);
  }

  /** The same link with the record that belongs to it. */
  public Link with(RecordId linked, @Nullable String version) {
    return new Link(
        id,
        referralId,
        linked,
        name,
        state,
        reason,
        base,
        referralVersion,
        ownWrite,
        version,
        recordSeen,
        createdAt,
        updatedAt);
  }

  /** The same link after it was reconciled. */
  public Link standing(LinkState now, @Nullable String because) {
    return new Link(
        id,
        referralId,
        record,
        name,
        now,
        because,
        base,
        referralVersion,
        ownWrite,
        recordVersion,
        recordSeen,
        createdAt,
        updatedAt);
  }

  /** The same link under another name. */
  public Link named(@Nullable String deal) {
    return new Link(
        id,
        referralId,
        record,
        deal,
        state,
        reason,
        base,
        referralVersion,
        ownWrite,
        recordVersion,
        recordSeen,
        createdAt,
        updatedAt);
  }

  /** The same link with what both sides agree on now, and the versions at which they do. */
  public Link agreeing(ObjectNode on, @Nullable String referral, @Nullable String recordAt) {
    return new Link(
        id,
        referralId,
        record,
        name,
        state,
        reason,
        on,
        referral,
        ownWrite,
        recordAt,
        recordSeen,
        createdAt,
        updatedAt);
  }

  /** The same link after our own write to the referral. */
  public Link wroteReferral(@Nullable String version, @Nullable String updatedDateTime) {
    return new Link(
        id,
        referralId,
        record,
        name,
        state,
        reason,
        base,
        version,
        updatedDateTime,
        recordVersion,
        recordSeen,
        createdAt,
        updatedAt);
  }

  /** The same link after this version of the record was taken into account. */
  public Link saw(@Nullable String version) {
    return new Link(
        id,
        referralId,
        record,
        name,
        state,
        reason,
        base,
        referralVersion,
        ownWrite,
        recordVersion,
        version,
        createdAt,
        updatedAt);
  }

  /** The same link, whose record has to be read before it is written again. */
  public Link distrusted() {
    return new Link(
        id,
        referralId,
        record,
        name,
        state,
        reason,
        base,
        null,
        null,
        null,
        recordSeen,
        createdAt,
        updatedAt);
  }

  /** The link in words, for people. */
  public String words() {
    return referralId != null ? "referral " + referralId : String.valueOf(record);
  }
}
