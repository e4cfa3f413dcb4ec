/** Compares both sides of every open link from time to time, whether or not anything told of it. */
@NullMarked
package dev.cosell.bridge.drift;

import org.jspecify.annotations.NullMarked;
