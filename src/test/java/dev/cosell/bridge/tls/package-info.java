/**
 * Servers whose certificates are not all in order, and what every client of the bridge owes them.
 */
@NullMarked
package dev.cosell.bridge.tls;

import org.jspecify.annotations.NullMarked;
