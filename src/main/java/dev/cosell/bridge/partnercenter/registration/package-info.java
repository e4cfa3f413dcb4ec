/**
 * The registration of our entry for notifications with Partner Center: kept right, and watched by a
 * heartbeat.
 */
@NullMarked
package dev.cosell.bridge.partnercenter.registration;

import org.jspecify.annotations.NullMarked;
