package dev.cosell.bridge.operations;

/**
 * A synchronization was asked for and will come.
 *
 * @param referralId the referral that will be synchronized
 */
record Accepted(String referralId) {}
