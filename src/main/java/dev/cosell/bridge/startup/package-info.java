/** What is checked before the service starts: settings, route files, mapping files. */
@NullMarked
package dev.cosell.bridge.startup;

import org.jspecify.annotations.NullMarked;
