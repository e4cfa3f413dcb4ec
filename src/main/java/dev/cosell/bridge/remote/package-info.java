/**
 * The gate before each remote system: how many calls at a time, and when none at all because the
 * system asked for a rest, is failing, or accepts no token.
 */
@NullMarked
package dev.cosell.bridge.remote;

import org.jspecify.annotations.NullMarked;
