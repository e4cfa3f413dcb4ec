/** Tests of what every CRM's adapter shares. */
@NullMarked
package dev.cosell.bridge.crm;

import org.jspecify.annotations.NullMarked;
