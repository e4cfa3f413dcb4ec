/** Cosell Bridge: keeps Partner Center referrals and a CRM in step. */
@NullMarked
package dev.cosell.bridge;

import org.jspecify.annotations.NullMarked;
