package dev.cosell.bridge.worker;

import dev.cosell.bridge.sync.Synchronization;

/** A reconciler that does what a test tells, and explains nothing. */
interface Told extends Reconciler {

  @Override
  default void explain(Synchronization failed) {}
}
