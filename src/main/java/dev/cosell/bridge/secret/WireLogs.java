package dev.cosell.bridge.secret;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Keeps the loggers silent that copy requests as they go over the wire, whatever level somebody
 * gives them: tokens, secrets and customers' names would be in them, cut into pieces that no mask
 * finds.
 */
final class WireLogs extends TurboFilter {

  private static final List<String> NAMES =
      List.of(
          "org.apache.hc.client5.http.wire",
          "org.apache.hc.client5.http.headers",
          "org.apache.hc.core5.http2",
          "org.apache.http.wire",
          "org.apache.http.headers",
          "org.apache.coyote.",
          "org.eclipse.jetty.http.",
          "org.eclipse.jetty.client.",
          "org.eclipse.jetty.io.",
          "org.cometd.",
          "io.grpc.netty.",
          "io.netty.handler.",
          "org.springframework.web.HttpLogging",
          "org.springframework.web.client.",
          "org.springframework.http.converter.",
          "org.springframework.jdbc.core.StatementCreatorUtils");

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] parameters,
      @Nullable Throwable thrown) {
    return !level.isGreaterOrEqual(Level.INFO) && isWire(logger.getName())
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }

  private static boolean isWire(String logger) {
    return NAMES.stream().anyMatch(logger::startsWith);
  }
}
