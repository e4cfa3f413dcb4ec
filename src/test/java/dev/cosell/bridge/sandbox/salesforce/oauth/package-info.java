/** The OAuth endpoints of a My Domain host, and the sessions they hand out. */
@NullMarked
package dev.cosell.bridge.sandbox.salesforce.oauth;

import org.jspecify.annotations.NullMarked;
