package dev.cosell.bridge.dynamics;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Carries an exchange on, away from the HTTP I/O threads, and never loses it.
 *
 * <p>An exchange whose continuation is lost hangs for ever. Two things could lose one: workers that
 * reject, and workers that all wait, in a nested blocking call, for the very answers that queue
 * behind them. In both cases a spare thread takes over, in the second after a second.
 */
final class Continuation {

  private static final long PATIENCE_MILLIS = 1_000;

  private final Executor workers;

  Continuation(Executor workers) {
    this.workers = workers;
  }

  void run(Runnable rest) {
    Once once = new Once(rest);
    try {
      workers.execute(once);
    } catch (RejectedExecutionException closing) {
      spare(once);
      return;
    }
    CompletableFuture.delayedExecutor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS, Continuation::spare)
        .execute(once);
  }

  private static void spare(Runnable rest) {
    if (rest instanceof Once once && !once.taken.get()) {
      new Thread(once, "dataverse-spare").start();
    }
  }

  private static final class Once implements Runnable {
    private final AtomicBoolean taken = new AtomicBoolean();
    private final Runnable rest;

    Once(Runnable rest) {
      this.rest = rest;
    }

    @Override
    public void run() {
      if (taken.compareAndSet(false, true)) {
        rest.run();
      }
    }
  }
}
