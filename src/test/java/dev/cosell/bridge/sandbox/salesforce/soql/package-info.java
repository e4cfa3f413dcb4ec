/** SOQL: parser, rules and evaluation of queries over the organization's rows. */
@NullMarked
package dev.cosell.bridge.sandbox.salesforce.soql;

import org.jspecify.annotations.NullMarked;
