/** The change ledger: durable notes that a referral or record may have changed. */
@NullMarked
package dev.cosell.bridge.ledger;

import org.jspecify.annotations.NullMarked;
