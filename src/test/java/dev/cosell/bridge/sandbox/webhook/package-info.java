/**
 * Signed notifications: the authority that signs them, their delivery, and the registration API.
 */
@NullMarked
package dev.cosell.bridge.sandbox.webhook;

import org.jspecify.annotations.NullMarked;
