package dev.cosell.bridge.secret;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.FileSystemResource;

/** No line of the log holds a secret, whoever writes it and wherever it goes. */
class MaskedLogTest {

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final LoggerContext log = new LoggerContext();
  private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();

  @BeforeEach
  void setUpTheLog() {
    log.setMDCAdapter(new LogbackMDCAdapter());
    PatternLayoutEncoder pattern = new PatternLayoutEncoder();
    pattern.setContext(log);
    pattern.setPattern("%p %m%n%ex");
    pattern.start();
    appender.setContext(log);
    appender.setEncoder(pattern);
    appender.setOutputStream(written);
    appender.start();
    root().setLevel(Level.TRACE);
  }

  private Logger root() {
    return log.getLogger(Logger.ROOT_LOGGER_NAME);
  }

  private String written() {
    log.stop();
    return written.toString(StandardCharsets.UTF_8);
  }

  @Test
  void masksMessagesAndStackTraces() {
    root().addAppender(appender);
    MaskedLog.mask(log);

    log.getLogger("any").warn("Bearer t0ken-of-ours", new Exception("client_secret=t0ken-of-ours"));

    assertThat(written())
        .startsWith("WARN Bearer ***")
        .contains("java.lang.Exception: client_secret=***", "\tat ")
        .doesNotContain("t0ken");
  }

  @Test
  void masksWhatAnotherAppenderHandsOn() {
    AsyncAppender handingOn = new AsyncAppender();
    handingOn.setContext(log);
    handingOn.addAppender(appender);
    handingOn.start();
    root().addAppender(handingOn);
    MaskedLog.mask(log);

    log.getLogger("any").info("Bearer t0ken-of-ours");

    assertThat(written()).isEqualToIgnoringNewLines("INFO Bearer ***");
  }

  @Test
  void masksOnceHoweverOftenTheServiceStarts() {
    root().addAppender(appender);
    MaskedLog.mask(log);
    Object first = appender.getEncoder();
    MaskedLog.mask(log);

    assertThat(appender.getEncoder()).isSameAs(first);
    assertThat(log.getTurboFilterList()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.apache.hc.client5.http.wire",
        "org.apache.hc.client5.http.headers",
        "org.apache.http.wire",
        "org.apache.http.headers",
        "org.apache.coyote.http11.Http11InputBuffer",
        "io.grpc.netty.NettyClientHandler",
        "org.eclipse.jetty.http.HttpGenerator",
        "org.eclipse.jetty.client.HttpConnection",
        "org.springframework.web.client.DefaultRestClient",
        "org.springframework.jdbc.core.StatementCreatorUtils"
      })
  void keepsCopiesOfRequestsOutOfTheLogEvenIfSomebodyAsksForThem(String logger) {
    root().addAppender(appender);
    MaskedLog.mask(log);
    log.getLogger(logger).setLevel(Level.TRACE);

    log.getLogger(logger).trace("split tok");
    log.getLogger(logger).debug("en");
    log.getLogger(logger).warn("a problem");

    assertThat(written()).isEqualToIgnoringNewLines("WARN a problem");
  }

  @Test
  void knowsEverySettingThatHoldsASecret() {
    YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
    yaml.setResources(new FileSystemResource(Path.of("application.yaml")));
    Set<String> secret = new TreeSet<>();
    for (Object name : Objects.requireNonNull(yaml.getObject()).keySet()) {
      if (name.toString().matches(".*(password|secret|secret-key|refresh-token)")) {
        secret.add(name.toString());
      }
    }

    assertThat(secret).isNotEmpty().containsExactlyInAnyOrderElementsOf(MaskedLog.SETTINGS);
  }
}
