package dev.cosell.bridge.sandbox.partnercenter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.Refused;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Where the sources leave open what Partner Center does. {@code POST /sandbox/strictness} changes
 * it by these names.
 *
 * @param lockSharedContacts refuse a change of the customer's contacts once Microsoft may see them
 * @param demandPortalFields refuse a create that lacks what the portal's form demands
 * @param filterByExternalReference understand {@code externalReferenceId eq '...'} in a filter
 * @param relatedEventsNameOwnReferral let related-referral events name the own referral instead of
 *     Microsoft's
 * @param finalDealStatus status that refuses an edit of a closed deal: 409 or 400
 * @param createdStatus status of a successful create: 200 or 201
 * @param listedAfterMillis how long lists do not show a new referral; a read by id always does
 * @param leftOutOfLists properties that the items of a list lack
 * @param repeatByRequestId answer a POST that repeats an {@code MS-RequestId} with the referral
 *     that the first one created, instead of creating another
 * @param orderedLists list in the order of {@code $orderby}; else the youngest referral comes
 *     first, whatever was asked for
 */
public record Strictness(
    boolean lockSharedContacts,
    boolean demandPortalFields,
    boolean filterByExternalReference,
    boolean relatedEventsNameOwnReferral,
    int finalDealStatus,
    int createdStatus,
    long listedAfterMillis,
    List<String> leftOutOfLists,
    boolean repeatByRequestId,
    boolean orderedLists) {

  /** Keeps to the statuses that some source knows. */
  public Strictness {
    requireOneOf("finalDealStatus", finalDealStatus, Set.of(400, 409));
    requireOneOf("createdStatus", createdStatus, Set.of(200, 201));
    leftOutOfLists = List.copyOf(leftOutOfLists);
  }

  /** The reading that the specification takes. */
  public static Strictness defaults() {
    List<String> notPromised = List.of("eTag", "team", "inviteContext");
    return new Strictness(true, false, true, false, 409, 200, 0, notPromised, false, true);
  }

  /** The same, demanding the portal's fields or not. */
  public Strictness withDemandPortalFields(boolean demand) {
    return changedBy(SandboxJson.object().put("demandPortalFields", demand));
  }

  /** The same, filtering by the external reference or refusing it. */
  public Strictness withFilterByExternalReference(boolean filter) {
    return changedBy(SandboxJson.object().put("filterByExternalReference", filter));
  }

  /** The same with or without the lock on shared contacts. */
  public Strictness withLockSharedContacts(boolean lock) {
    return changedBy(SandboxJson.object().put("lockSharedContacts", lock));
  }

  /** The same, related-referral events naming the own referral or Microsoft's. */
  public Strictness withRelatedEventsNameOwnReferral(boolean own) {
    return changedBy(SandboxJson.object().put("relatedEventsNameOwnReferral", own));
  }

  /** The same, refusing an edit of a closed deal with this status. */
  public Strictness withFinalDealStatus(int status) {
    return changedBy(SandboxJson.object().put("finalDealStatus", status));
  }

  /** The same, answering a create with this status. */
  public Strictness withCreatedStatus(int status) {
    return changedBy(SandboxJson.object().put("createdStatus", status));
  }

  /** The same with lists that show a new referral only after this time. */
  public Strictness withListedAfter(Duration delay) {
    return changedBy(SandboxJson.object().put("listedAfterMillis", delay.toMillis()));
  }

  /** The same with lists whose items lack these properties. */
  public Strictness withLeftOutOfLists(List<String> properties) {
    ObjectNode changes = SandboxJson.object();
    changes.set("leftOutOfLists", SandboxJson.tree(properties));
    return changedBy(changes);
  }

  /** The same, listing in the order that is asked for or not. */
  public Strictness withOrderedLists(boolean ordered) {
    return changedBy(SandboxJson.object().put("orderedLists", ordered));
  }

  /** The same, honouring a repeated {@code MS-RequestId} or not. */
  public Strictness withRepeatByRequestId(boolean honoured) {
    return changedBy(SandboxJson.object().put("repeatByRequestId", honoured));
  }

  /**
   * The same with what a control request names changed.
   *
   * @throws Refused 400 for a name or value that does not exist
   */
  Strictness changedBy(ObjectNode changes) {
    JsonNode changed = SandboxJson.merged(SandboxJson.tree(this), changes);
    return SandboxJson.value(changed, Strictness.class);
  }

  private static void requireOneOf(String name, int status, Set<Integer> known) {
    if (!known.contains(status)) {
      throw new IllegalArgumentException(name + " is one of " + known);
    }
  }
}
