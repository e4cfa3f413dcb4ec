package dev.cosell.bridge.partnercenter.webhook;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Does a piece of work once for all that ask for it at the same time. */
final class SingleFlight<K, V> {

  private final ConcurrentMap<K, CompletableFuture<V>> flights = new ConcurrentHashMap<>();

  /** The result of the work, ours or that of whoever came first; both meet the same exception. */
  V run(K key, Supplier<V> work) {
    CompletableFuture<V> mine = new CompletableFuture<>();
    @Nullable CompletableFuture<V> running = flights.putIfAbsent(key, mine);
    if (running != null) {
      return resultOf(running);
    }
    try {
      mine.complete(work.get());
    } catch (RuntimeException | Error failure) {
      mine.completeExceptionally(failure);
    } finally {
      flights.remove(key, mine);
    }
    return resultOf(mine);
  }

  private static <V> V resultOf(CompletableFuture<V> flight) {
    try {
      return flight.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw failed;
    }
  }
}
