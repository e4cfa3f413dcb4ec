/**
 * Validation of every exchange with a simulated API against the contract that Microsoft published.
 */
@NullMarked
package dev.cosell.bridge.sandbox.contract;

import org.jspecify.annotations.NullMarked;
