/** Partner Center's signed notifications: whether one is genuine, and what it says. */
@NullMarked
package dev.cosell.bridge.partnercenter.webhook;

import org.jspecify.annotations.NullMarked;
