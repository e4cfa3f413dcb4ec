/** Change Data Capture: events of changes, over the Streaming API (CometD) and the Pub/Sub API. */
@NullMarked
package dev.cosell.bridge.sandbox.salesforce.events;

import org.jspecify.annotations.NullMarked;
