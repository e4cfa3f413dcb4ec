package dev.cosell.bridge.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Many callers at the same moment. */
public final class InParallel {

  private static final long PATIENCE_SECONDS = 60;

  private InParallel() {}

  /**
   * Starts this many callers together.
   *
   * @return what each of them got
   * @throws AssertionError when one fails or does not come back
   */
  public static <T> List<T> call(int callers, Callable<T> action) {
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    CountDownLatch ready = new CountDownLatch(callers);
    try {
      List<Future<T>> answers = new ArrayList<>();
      for (int caller = 0; caller < callers; caller++) {
        answers.add(
            threads.submit(
                () -> {
                  ready.countDown();
                  ready.await();
                  return action.call();
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> answer : answers) {
        results.add(answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
      }
      return results;
    } catch (ExecutionException | InterruptedException | TimeoutException failure) {
      throw new AssertionError("a caller failed", failure);
    } finally {
      threads.shutdownNow();
    }
  }

  /** The same for something without a result. */
  public static void run(int callers, Runnable action) {
    List<Boolean> done =
        call(
            callers,
            () -> {
              action.run();
              return true;
            });
    if (done.size() != callers) {
      throw new AssertionError("only " + done.size() + " of " + callers + " came back");
    }
  }
}
