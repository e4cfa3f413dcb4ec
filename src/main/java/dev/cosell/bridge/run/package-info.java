/** Runs: what one synchronization did, kept, searchable and resubmittable. */
@NullMarked
package dev.cosell.bridge.run;

import org.jspecify.annotations.NullMarked;
