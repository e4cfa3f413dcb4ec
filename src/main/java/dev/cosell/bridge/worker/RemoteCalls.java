package dev.cosell.bridge.worker;

import dev.cosell.bridge.run.RunDetail;
import dev.cosell.bridge.run.RunLog;
import dev.cosell.bridge.sync.RemoteFailure;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.springframework.stereotype.Component;

/**
 * Notes every remote call of a synchronization in its run, also those of steps that an integrator
 * added. Queries and headers are left out: they may hold names of customers and secrets.
 */
@Component
class RemoteCalls extends EventNotifierSupport {

  /** The exchange property under which the routes carry the notes of the run. */
  static final String RUN_LOG = "CosellRunLog";

  private static final Map<String, String> SYSTEMS =
      Map.of(
          "http", "partner-center",
          "https", "partner-center",
          "dataverse", "dynamics",
          "salesforce", "salesforce");

  RemoteCalls() {
    setIgnoreCamelContextEvents(true);
    setIgnoreServiceEvents(true);
    setIgnoreRouteEvents(true);
    setIgnoreExchangeCreatedEvent(true);
    setIgnoreExchangeCompletedEvent(true);
    setIgnoreExchangeFailedEvents(true);
    setIgnoreExchangeRedeliveryEvents(true);
    setIgnoreExchangeSendingEvents(true);
    setIgnoreStepEvents(true);
  }

  @Override
  public void notify(CamelEvent event) {
    if (event instanceof ExchangeSentEvent sent
        && sent.getExchange().getProperty(RUN_LOG) instanceof RunLog log
        && !isUnasked(sent.getExchange())) {
      String uri = sent.getEndpoint().getEndpointUri();
      String system = SYSTEMS.get(uri.substring(0, Math.max(0, uri.indexOf(':'))));
      if (system != null) {
        log.call(call(system, sent));
      }
    }
  }

  private static boolean isUnasked(Exchange exchange) {
    return exchange.getException() instanceof RemoteFailure failure
        && failure.unaskedSystem() != null;
  }

  private static RunDetail.Call call(String system, ExchangeSentEvent sent) {
    Exchange exchange = sent.getExchange();
    return new RunDetail.Call(
        system,
        request(sent),
        answer(exchange),
        Math.max(0, sent.getTimeTaken()),
        exchange.getMessage().getHeader("MS-CorrelationId", String.class));
  }

  private static String request(ExchangeSentEvent sent) {
    URI uri = URI.create(sent.getEndpoint().getEndpointUri().replaceAll("\\?.*", ""));
    Exchange exchange = sent.getExchange();
    String resource = header(exchange, "CamelOlingo4.resourcePath");
    if (!resource.isEmpty()) {
      return operation(uri) + " " + resource.replaceAll("\\?.*", "");
    }
    String raw = header(exchange, "rawPath");
    if (!raw.isEmpty()) {
      return header(exchange, "rawMethod") + " " + raw.replaceFirst("^/services/data/[^/]+/", "");
    }
    return header(exchange, Exchange.HTTP_METHOD)
        + " "
        + uri.getPath()
        + "/"
        + header(exchange, Exchange.HTTP_PATH);
  }

  private static String operation(URI dataverse) {
    return switch (dataverse.getSchemeSpecificPart().replaceAll("^/*", "").replaceAll("/.*", "")) {
      case "uread", "read" -> "GET";
      case "create", "action" -> "POST";
      case "delete" -> "DELETE";
      default -> "PATCH";
    };
  }

  private static String header(Exchange exchange, String name) {
    return exchange.getMessage().getHeader(name, "", String.class);
  }

  private static String answer(Exchange exchange) {
    Exception failure = exchange.getException();
    if (failure instanceof HttpOperationFailedException refused) {
      return Integer.toString(refused.getStatusCode());
    }
    return failure == null ? "ok" : failure.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }
}
