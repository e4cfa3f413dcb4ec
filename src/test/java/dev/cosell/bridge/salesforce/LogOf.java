package dev.cosell.bridge.salesforce;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Everything that some loggers say, down to DEBUG, as long as it is open. */
final class LogOf extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private final List<Logger> loggers = new ArrayList<>();
  private final List<@Nullable Level> levels = new ArrayList<>();
  private final List<String> lines = new CopyOnWriteArrayList<>();

  private LogOf(String... names) {
    start();
    for (String name : names) {
      Logger logger = (Logger) LoggerFactory.getLogger(name);
      loggers.add(logger);
      levels.add(logger.getLevel());
      logger.setLevel(Level.DEBUG);
      logger.addAppender(this);
    }
  }

  /** What the bridge says. */
  static LogOf ours() {
    return new LogOf("dev.cosell.bridge");
  }

  /** What the bridge says, and the component beneath it. */
  static LogOf oursAndTheComponents() {
    return new LogOf("dev.cosell.bridge", "org.apache.camel.component.salesforce");
  }

  /** Level, message and stack trace of each line. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  protected void append(ILoggingEvent event) {
    @Nullable IThrowableProxy thrown = event.getThrowableProxy();
    String trace = thrown == null ? "" : "\n" + ThrowableProxyUtil.asString(thrown);
    lines.add(event.getLevel() + " " + event.getFormattedMessage() + trace);
  }

  @Override
  public void close() {
    for (int index = 0; index < loggers.size(); index++) {
      loggers.get(index).detachAppender(this);
      loggers.get(index).setLevel(levels.get(index));
    }
    stop();
  }
}
