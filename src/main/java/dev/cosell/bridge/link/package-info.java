/**
 * Links: the pair of one referral and one CRM record, with the last state that both sides agreed
 * on.
 */
@NullMarked
package dev.cosell.bridge.link;

import org.jspecify.annotations.NullMarked;
