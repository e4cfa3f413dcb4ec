/** Tests of the comparison of both sides. */
@NullMarked
package dev.cosell.bridge.drift;

import org.jspecify.annotations.NullMarked;
