/** The organization's rows: ids, values, transactions, and how they look as JSON. */
@NullMarked
package dev.cosell.bridge.sandbox.salesforce.record;

import org.jspecify.annotations.NullMarked;
