/** Tests of what a CRM administrator deploys, in {@code crm/}. */
@NullMarked
package dev.cosell.bridge.deployment;

import org.jspecify.annotations.NullMarked;
