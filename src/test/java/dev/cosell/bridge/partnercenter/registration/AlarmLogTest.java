package dev.cosell.bridge.partnercenter.registration;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class AlarmLogTest {

  private final Logger logger =
      (Logger) LoggerFactory.getLogger("dev.cosell.bridge.webhook-registration");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final AlarmLog log = new AlarmLog();

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(lines);
  }

  @Test
  void tellsAnAlarmOnceWhenItBeginsAndOnceWhenItEnds() {
    log.ends("registration", "it is right");
    log.begins("registration", "unknown", "answered 429, 57 seconds");
    log.begins("registration", "unknown", "answered 429, 56 seconds");
    log.begins("heartbeat", "lost", "none arrived");
    log.begins("registration", "https://staging.example", "notifies staging");
    log.ends("registration", "it is right");
    log.ends("registration", "it is right");

    assertThat(lines.list)
        .extracting(line -> line.getLevel() + " " + line.getFormattedMessage())
        .containsExactly(
            "WARN registration: answered 429, 57 seconds",
            "WARN heartbeat: none arrived",
            "WARN registration: notifies staging",
            "INFO registration: it is right");
  }
}
