package dev.cosell.bridge.startup;

import java.nio.file.Path;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.spring.boot.CamelSpringBootInitializationException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.Environment;

/**
 * Prints without a stack trace what Camel finds wrong with a route: a bean or component that does
 * not exist, an option that nobody knows, Java that does not compile.
 */
final class BrokenRouteAnalyzer implements FailureAnalyzer {

  private static final String ACTION =
      "Mend the route. Beans, methods and components are looked up at start.";

  private final Environment environment;

  BrokenRouteAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  public @Nullable FailureAnalysis analyze(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof FailedToCreateRouteException broken) {
        return new FailureAnalysis(located(broken), ACTION, failure);
      }
    }
    return failure instanceof CamelSpringBootInitializationException
        ? new FailureAnalysis(rootMessage(failure), ACTION, failure)
        : null;
  }

  private String located(FailedToCreateRouteException broken) {
    String message = rootMessage(broken);
    String route = broken.getRouteId();
    if (route == null) {
      return message;
    }
    Path folder = Path.of(environment.getProperty("cosell.routes-folder", "routes"));
    return new RouteLines(folder).find(route, message).orElse("route " + route) + ": " + message;
  }

  private static String rootMessage(Throwable failure) {
    return String.valueOf(NestedExceptionUtils.getMostSpecificCause(failure).getMessage());
  }
}
