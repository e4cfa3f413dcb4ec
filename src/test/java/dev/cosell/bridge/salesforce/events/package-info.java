/** Tests of what is made of change events. */
@NullMarked
package dev.cosell.bridge.salesforce.events;

import org.jspecify.annotations.NullMarked;
