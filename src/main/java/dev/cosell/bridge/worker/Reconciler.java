package dev.cosell.bridge.worker;

import dev.cosell.bridge.sync.Synchronization;

/** Runs one synchronization to its end. */
interface Reconciler {

  /**
   * Reconciles a link.
   *
   * @return the synchronization with its conclusion
   * @throws dev.cosell.bridge.sync.RemoteFailure when a remote system did not do what was asked
   */
  Synchronization reconcile(Synchronization begun);

  /**
   * Tells the seller on the record why a synchronization failed.
   *
   * @param failed with the reason, in words for a seller
   * @throws RuntimeException when the record cannot be told
   */
  void explain(Synchronization failed);
}
