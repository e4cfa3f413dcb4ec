/** The systems around the bridge, simulated on one machine, and the bridge started beside them. */
@NullMarked
package dev.cosell.bridge.sandbox;

import org.jspecify.annotations.NullMarked;
