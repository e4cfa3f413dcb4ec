/** Real databases for tests: an embedded H2 file and a PostgreSQL, migrated and empty. */
@NullMarked
package dev.cosell.bridge.store;

import org.jspecify.annotations.NullMarked;
