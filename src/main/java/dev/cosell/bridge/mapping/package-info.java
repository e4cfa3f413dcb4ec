/** Field mappings as data, and snapshots: what a referral and a record say in one normal form. */
@NullMarked
package dev.cosell.bridge.mapping;

import org.jspecify.annotations.NullMarked;
