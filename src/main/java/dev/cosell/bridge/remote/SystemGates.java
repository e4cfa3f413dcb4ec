package dev.cosell.bridge.remote;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** The gates of all remote systems. */
@Component
@EnableConfigurationProperties(SystemsSettings.class)
public class SystemGates {

  private final SystemsSettings settings;
  private final MeterRegistry metrics;
  private final Clock clock;
  private final Map<String, SystemGate> gates = new ConcurrentSkipListMap<>();

  /** No gate yet. */
  public SystemGates(SystemsSettings settings, MeterRegistry metrics, Clock clock) {
    this.settings = settings;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** The one gate of this system, which every call to it has to pass. */
  public SystemGate of(RemoteSystem system) {
    return gates.computeIfAbsent(
        system.word(), missing -> new SystemGate(system, settings, metrics, clock));
  }

  /** Why a system is left alone now, empty when it may be asked or is not known. */
  public Optional<Closure> closure(String system) {
    return Optional.ofNullable(gates.get(system)).flatMap(SystemGate::closure);
  }

  List<SystemGate> all() {
    return List.copyOf(gates.values());
  }
}
