/**
 * The workers that take due changes from the ledger and run the synchronize route for one link at a
 * time.
 */
@NullMarked
package dev.cosell.bridge.worker;

import org.jspecify.annotations.NullMarked;
