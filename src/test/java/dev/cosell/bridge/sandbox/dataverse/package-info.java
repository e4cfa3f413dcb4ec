/**
 * A simulated Dynamics 365: the Dataverse Web API for sales tables, strict where the real one is.
 */
@NullMarked
package dev.cosell.bridge.sandbox.dataverse;

import org.jspecify.annotations.NullMarked;
