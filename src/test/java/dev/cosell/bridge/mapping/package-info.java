/** Tests of the field mappings. */
@NullMarked
package dev.cosell.bridge.mapping;

import org.jspecify.annotations.NullMarked;
