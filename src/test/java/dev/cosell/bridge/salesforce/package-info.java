/** Tests of the Salesforce adapter, also against plain HTTP servers and the strict sandbox. */
@NullMarked
package dev.cosell.bridge.salesforce;

import org.jspecify.annotations.NullMarked;
