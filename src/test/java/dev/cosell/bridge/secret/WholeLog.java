package dev.cosell.bridge.secret;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The log of an operator who turns everything on, as it is written, instead of the console; and
 * beside it our own words, and everybody's from INFO on, before they are masked.
 */
public final class WholeLog implements AutoCloseable {

  private static final Map<String, Level> LEVELS =
      Map.ofEntries(
          Map.entry("dev.cosell.bridge", Level.TRACE),
          Map.entry("org.apache.camel", Level.DEBUG),
          Map.entry("org.apache.hc", Level.TRACE),
          Map.entry("org.apache.http", Level.TRACE),
          Map.entry("org.apache.coyote", Level.TRACE),
          Map.entry("org.eclipse.jetty", Level.DEBUG),
          Map.entry("org.springframework.web", Level.TRACE),
          Map.entry("org.springframework.http", Level.TRACE),
          Map.entry("org.springframework.security", Level.TRACE),
          Map.entry("org.springframework.jdbc", Level.TRACE),
          Map.entry("com.zaxxer.hikari", Level.DEBUG));

  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
  private final List<Appender<ILoggingEvent>> before = new ArrayList<>();
  private final Map<String, @Nullable Level> levels = new HashMap<>();
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final OutputStreamAppender<ILoggingEvent> file = new OutputStreamAppender<>();
  private final List<String> plain = new CopyOnWriteArrayList<>();

  private WholeLog() {
    for (Iterator<Appender<ILoggingEvent>> all = root.iteratorForAppenders(); all.hasNext(); ) {
      before.add(all.next());
    }
    before.forEach(root::detachAppender);
    addFile();
    addPlain();
    MaskedLog.mask(context);
    LEVELS.forEach(this::level);
  }

  /** Begins to listen. */
  public static WholeLog open() {
    return new WholeLog();
  }

  private void addFile() {
    PatternLayoutEncoder pattern = new PatternLayoutEncoder();
    pattern.setContext(context);
    pattern.setPattern("%p %logger %m%n%ex");
    pattern.setCharset(StandardCharsets.UTF_8);
    pattern.start();
    file.setContext(context);
    file.setEncoder(pattern);
    file.setOutputStream(written);
    file.start();
    root.addAppender(file);
  }

  private void addPlain() {
    AppenderBase<ILoggingEvent> collecting =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            collect(event);
          }
        };
    collecting.setContext(context);
    collecting.setName("plain");
    collecting.start();
    root.addAppender(collecting);
  }

  private void collect(ILoggingEvent event) {
    boolean isOurs = event.getLoggerName().startsWith("dev.cosell.bridge");
    if (isOurs || event.getLevel().isGreaterOrEqual(Level.INFO)) {
      @Nullable IThrowableProxy thrown = event.getThrowableProxy();
      String trace = thrown == null ? "" : "\n" + ThrowableProxyUtil.asString(thrown);
      plain.add(event.getLoggerName() + " " + event.getFormattedMessage() + trace);
    }
  }

  private void level(String name, Level level) {
    Logger logger = context.getLogger(name);
    levels.put(name, logger.getLevel());
    logger.setLevel(level);
  }

  /** What was written, line by line. */
  public List<String> lines() {
    return written.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /** What our own loggers said, and the others from INFO on, before it was masked. */
  public List<String> ownLines() {
    return List.copyOf(plain);
  }

  @Override
  public void close() {
    levels.forEach((name, level) -> context.getLogger(name).setLevel(level));
    root.detachAppender(file);
    root.detachAppender("plain");
    before.forEach(root::addAppender);
  }
}
