/**
 * A Partner Center on one machine: the Referrals API with its refusals, and a portal user's hand.
 */
@NullMarked
package dev.cosell.bridge.sandbox.partnercenter;

import org.jspecify.annotations.NullMarked;
