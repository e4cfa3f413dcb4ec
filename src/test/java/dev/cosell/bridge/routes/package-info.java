/** What every route file has to keep to, so that editors and consoles can show it. */
@NullMarked
package dev.cosell.bridge.routes;

import org.jspecify.annotations.NullMarked;
