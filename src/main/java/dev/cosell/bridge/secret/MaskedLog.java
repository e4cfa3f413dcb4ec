package dev.cosell.bridge.secret;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.AppenderAttachable;
import java.util.Iterator;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Masks secrets in the log, once it is set up and before any bean is there: in every appender that
 * writes to a stream or a file, also of an operator's own {@code logback.xml}.
 */
final class MaskedLog implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

  /** The settings that hold a secret. */
  static final List<String> SETTINGS =
      List.of(
          "cosell.secret-key",
          "cosell.partner-center.client-secret",
          "cosell.partner-center.refresh-token",
          "cosell.dynamics.client-secret",
          "cosell.salesforce.client-secret",
          "spring.datasource.password",
          "spring.security.user.password");

  @Override
  public int getOrder() {
    return LoggingApplicationListener.DEFAULT_ORDER + 1;
  }

  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    Environment environment = event.getEnvironment();
    for (String name : SETTINGS) {
      Secrets.configured(environment.getProperty(name, "").strip());
    }
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext log) {
      mask(log);
    }
  }

  static void mask(LoggerContext log) {
    if (log.getTurboFilterList().stream().noneMatch(WireLogs.class::isInstance)) {
      WireLogs silence = new WireLogs();
      silence.start();
      log.addTurboFilter(silence);
    }
    for (Logger logger : log.getLoggerList()) {
      mask(logger);
    }
  }

  private static void mask(AppenderAttachable<ILoggingEvent> holder) {
    for (Iterator<Appender<ILoggingEvent>> all = holder.iteratorForAppenders(); all.hasNext(); ) {
      Appender<ILoggingEvent> appender = all.next();
      if (appender instanceof OutputStreamAppender<ILoggingEvent> writing) {
        mask(writing);
      } else if (appender instanceof AppenderAttachable<?>) {
        mask(within(appender));
      }
    }
  }

  /** An appender of events hands events on. */
  @SuppressWarnings("unchecked")
  private static AppenderAttachable<ILoggingEvent> within(Appender<ILoggingEvent> appender) {
    return (AppenderAttachable<ILoggingEvent>) appender;
  }

  private static void mask(OutputStreamAppender<ILoggingEvent> appender) {
    Encoder<ILoggingEvent> plain = appender.getEncoder();
    if (plain == null || plain instanceof MaskedEncoder) {
      return;
    }
    MaskedEncoder masked = new MaskedEncoder(plain);
    masked.setContext(appender.getContext());
    masked.start();
    appender.setEncoder(masked);
  }
}
