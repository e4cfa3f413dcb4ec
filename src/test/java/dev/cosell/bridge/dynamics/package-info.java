/** Tests of the Dataverse component against a stub that logs every request. */
@NullMarked
package dev.cosell.bridge.dynamics;

import org.jspecify.annotations.NullMarked;
