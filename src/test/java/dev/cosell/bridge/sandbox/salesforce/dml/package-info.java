/** Saving rows: bodies, field checks, the rules of each sObject, and lead conversion. */
@NullMarked
package dev.cosell.bridge.sandbox.salesforce.dml;

import org.jspecify.annotations.NullMarked;
