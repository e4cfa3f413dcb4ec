/** What must never be told: secrets, and where they would show. */
@NullMarked
package dev.cosell.bridge.secret;

import org.jspecify.annotations.NullMarked;
