/** Nothing that is secret is told. */
@NullMarked
package dev.cosell.bridge.secret;

import org.jspecify.annotations.NullMarked;
