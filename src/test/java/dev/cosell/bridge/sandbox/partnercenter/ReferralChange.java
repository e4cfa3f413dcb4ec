package dev.cosell.bridge.sandbox.partnercenter;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A referral as it is after a change.
 *
 * @param referral a copy
 * @param created whether it is new
 */
record ReferralChange(ObjectNode referral, boolean created) {}
