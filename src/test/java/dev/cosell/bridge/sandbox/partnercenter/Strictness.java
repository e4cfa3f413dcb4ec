package dev.cosell.bridge.sandbox.partnercenter;

/**
 * Where the sources leave open what Partner Center does.
 *
 * @param lockSharedContacts refuse a change of the customer's contacts once Microsoft may see them
 * @param demandPortalFields refuse a create that lacks what the portal's form demands
 * @param filterByExternalReference understand {@code externalReferenceId eq '...'} in a filter
 * @param relatedEventsNameOwnReferral let related-referral events name the own referral instead of
 *     Microsoft's
 */
public record Strictness(
    boolean lockSharedContacts,
    boolean demandPortalFields,
    boolean filterByExternalReference,
    boolean relatedEventsNameOwnReferral) {

  /** The reading that the specification takes. */
  public static Strictness defaults() {
    return new Strictness(true, false, true, false);
  }

  /** The same, demanding the portal's fields or not. */
  public Strictness withDemandPortalFields(boolean demand) {
    return new Strictness(
        lockSharedContacts, demand, filterByExternalReference, relatedEventsNameOwnReferral);
  }

  /** The same, filtering by the external reference or refusing it. */
  public Strictness withFilterByExternalReference(boolean filter) {
    return new Strictness(
        lockSharedContacts, demandPortalFields, filter, relatedEventsNameOwnReferral);
  }

  /** The same with or without the lock on shared contacts. */
  public Strictness withLockSharedContacts(boolean lock) {
    return new Strictness(
        lock, demandPortalFields, filterByExternalReference, relatedEventsNameOwnReferral);
  }
}
