/**
 * A Microsoft Entra token endpoint on one machine: grants, rotation, expiry and its real errors.
 */
@NullMarked
package dev.cosell.bridge.sandbox.entra;

import org.jspecify.annotations.NullMarked;
