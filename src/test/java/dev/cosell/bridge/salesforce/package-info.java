/** Tests of what speaks to Salesforce. */
@NullMarked
package dev.cosell.bridge.salesforce;

import org.jspecify.annotations.NullMarked;
