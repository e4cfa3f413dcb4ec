package dev.cosell.bridge.operations;

/**
 * A synchronization was asked for and will come.
 *
 * @param referralId the referral that will be synchronized; of a deal that has none yet the record
 */
record Accepted(String referralId) {}
