package dev.cosell.bridge.worker;

import dev.cosell.bridge.remote.SystemGates;
import dev.cosell.bridge.sync.RemoteFailure;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Remembers which links could not do without a system that is left alone: they cost no call to
 * another system until it may be asked again. What is forgotten costs that call once more.
 */
@Component
class ClosedSystems {

  private static final int MOST = 100_000;

  private final SystemGates gates;
  private final Clock clock;
  private final Map<Long, String> needed =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
              return size() > MOST;
            }
          });

  ClosedSystems(SystemGates gates, Clock clock) {
    this.gates = gates;
    this.clock = clock;
  }

  /** What stops this link before anything is asked, empty when it may go on. */
  Optional<RemoteFailure> stops(long link) {
    return Optional.ofNullable(needed.get(link))
        .flatMap(gates::closure)
        .map(closed -> closed.refusal(clock.instant()));
  }

  /** A synchronization of this link failed. */
  void met(long link, RuntimeException failure) {
    if (failure instanceof RemoteFailure remote && remote.unaskedSystem() != null) {
      needed.put(link, remote.unaskedSystem());
    }
  }

  /** A synchronization of this link came through. */
  void passed(long link) {
    needed.remove(link);
  }
}
