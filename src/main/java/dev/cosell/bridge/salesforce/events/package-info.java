/**
 * Change events of Salesforce: the connections over which they come, what one says, and whether
 * they still come. They only wake the poll.
 */
@NullMarked
package dev.cosell.bridge.salesforce.events;

import org.jspecify.annotations.NullMarked;
