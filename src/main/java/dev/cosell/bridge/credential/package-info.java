/** Access tokens of the remote systems, and the encrypted store of rotated refresh tokens. */
@NullMarked
package dev.cosell.bridge.credential;

import org.jspecify.annotations.NullMarked;
