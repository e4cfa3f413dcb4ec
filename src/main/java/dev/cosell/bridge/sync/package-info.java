/**
 * The reconcile of one link: three-way merge, deal rules and the decision; no Camel, no HTTP, no
 * SQL.
 */
@NullMarked
package dev.cosell.bridge.sync;

import org.jspecify.annotations.NullMarked;
