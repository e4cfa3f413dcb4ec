package dev.cosell.bridge.drift;

import dev.cosell.bridge.crm.PollHealth;
import dev.cosell.bridge.crm.PollRounds;
import dev.cosell.bridge.ledger.ChangeLedger;
import dev.cosell.bridge.ledger.Inbox;
import dev.cosell.bridge.ledger.Reports;
import dev.cosell.bridge.ledger.Turns;
import dev.cosell.bridge.link.Links;
import dev.cosell.bridge.link.OpenLinks;
import dev.cosell.bridge.remote.RemoteRoutes;
import dev.cosell.bridge.remote.SystemGate;
import dev.cosell.bridge.sync.Differences;
import dev.cosell.bridge.sync.FailureTranslator;
import java.time.Clock;
import java.util.List;
import org.apache.camel.ProducerTemplate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the comparison of both sides together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DriftSettings.class)
class DriftConfiguration {

  @Bean
  DriftCheck driftCheck(
      Turns turns,
      ProducerTemplate camel,
      List<FailureTranslator> failures,
      OpenLinks openLinks,
      Links links,
      ChangeLedger ledger,
      Inbox inbox,
      Differences differences,
      Reports reports,
      DriftSettings settings,
      SystemGate partnerCenterGate,
      Clock clock) {
    RemoteRoutes routes = new RemoteRoutes(camel, FailureTranslator.anyOf(failures));
    PollRounds rounds = new PollRounds(turns, routes, new PollHealth(), partnerCenterGate);
    DriftComparison comparison =
        new DriftComparison(routes, openLinks, links, ledger, inbox, differences);
    return new DriftCheck(rounds, comparison, reports, settings, camel, clock);
  }
}
