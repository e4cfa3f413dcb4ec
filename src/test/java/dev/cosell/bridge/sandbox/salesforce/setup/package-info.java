/** What an administrator sets up: features, sales process, rules, sObjects and their fields. */
@NullMarked
package dev.cosell.bridge.sandbox.salesforce.setup;

import org.jspecify.annotations.NullMarked;
