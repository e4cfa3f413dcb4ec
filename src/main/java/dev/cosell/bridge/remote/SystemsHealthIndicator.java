package dev.cosell.bridge.remote;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.stereotype.Component;

/**
 * Which remote systems are left alone, and why. That never makes the service unready: it takes
 * notifications, and the other systems go on.
 */
@Component
class SystemsHealthIndicator implements HealthIndicator {

  private final SystemGates gates;

  SystemsHealthIndicator(SystemGates gates) {
    this.gates = gates;
  }

  @Override
  public Health health() {
    List<Closure> closures = gates.all().stream().flatMap(gate -> gate.closure().stream()).toList();
    String why =
        closures.stream()
            .filter(closed -> closed.cause().wantsAttention())
            .map(Closure::words)
            .collect(Collectors.joining("; "));
    Health.Builder health =
        why.isEmpty() ? Health.up() : Health.status(new Status("ATTENTION", why));
    gates.all().forEach(gate -> health.withDetail(gate.system(), details(gate)));
    return health.build();
  }

  private static Map<String, Object> details(SystemGate gate) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("state", gate.closure().map(it -> it.cause().word()).orElse("available"));
    gate.closure()
        .ifPresent(
            closed -> {
              details.put("until", closed.until().toString());
              details.put("reason", closed.reason());
            });
    details.put("calls", gate.active());
    details.put("connections", gate.connections());
    return details;
  }
}
