/** A Salesforce organization on one machine, as strict as the REST API is documented. */
@NullMarked
package dev.cosell.bridge.sandbox.salesforce;

import org.jspecify.annotations.NullMarked;
