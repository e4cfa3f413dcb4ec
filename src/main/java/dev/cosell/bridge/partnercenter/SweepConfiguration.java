package dev.cosell.bridge.partnercenter;

import dev.cosell.bridge.crm.PollHealth;
import dev.cosell.bridge.crm.PollRounds;
import dev.cosell.bridge.ledger.Cursors;
import dev.cosell.bridge.ledger.Inbox;
import dev.cosell.bridge.ledger.Reports;
import dev.cosell.bridge.ledger.Turns;
import dev.cosell.bridge.remote.RemoteRoutes;
import dev.cosell.bridge.remote.SystemGate;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.apache.camel.ProducerTemplate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the sweep together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SweepSettings.class)
class SweepConfiguration {

  @Bean
  Sweeping sweeping(
      Turns turns,
      ProducerTemplate camel,
      PartnerCenterFailures failures,
      Cursors cursors,
      Inbox inbox,
      Reports reports,
      SweepSettings settings,
      MeterRegistry metrics,
      SystemGate partnerCenterGate,
      Clock clock) {
    PollRounds rounds =
        new PollRounds(
            turns, new RemoteRoutes(camel, failures), new PollHealth(), partnerCenterGate);
    return new Sweeping(rounds, cursors, inbox, reports, settings, metrics, clock);
  }
}
