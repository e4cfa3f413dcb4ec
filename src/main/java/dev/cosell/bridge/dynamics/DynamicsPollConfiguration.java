package dev.cosell.bridge.dynamics;

import dev.cosell.bridge.crm.CrmPollSettings;
import dev.cosell.bridge.crm.DeliveredRecords;
import dev.cosell.bridge.crm.PollHealth;
import dev.cosell.bridge.crm.PollRounds;
import dev.cosell.bridge.ledger.Cursors;
import dev.cosell.bridge.ledger.Inbox;
import dev.cosell.bridge.ledger.RecordLinks;
import dev.cosell.bridge.ledger.Turns;
import dev.cosell.bridge.remote.RemoteRoutes;
import dev.cosell.bridge.remote.SystemGate;
import dev.cosell.bridge.sync.Mappings;
import dev.cosell.bridge.sync.SyncSettings;
import java.time.Clock;
import java.util.List;
import org.apache.camel.ProducerTemplate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the polls of Dynamics 365 together, where the CRM is Dynamics. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "cosell.crm", havingValue = "dynamics")
@EnableConfigurationProperties(CrmPollSettings.class)
class DynamicsPollConfiguration {

  @Bean
  DeliveredRecords deliveredRecords(Clock clock) {
    return new DeliveredRecords(clock);
  }

  @Bean
  DynamicsPoll dynamicsPoll(
      Mappings mappings,
      DynamicsCurrencies currencies,
      DynamicsSettings settings,
      Cursors cursors,
      Inbox inbox,
      DeliveredRecords delivered,
      Clock clock) {
    return new DynamicsPoll(mappings, currencies, settings, cursors, inbox, delivered, clock);
  }

  @Bean
  DynamicsVersions dynamicsVersions() {
    return new DynamicsVersions();
  }

  @Bean
  DynamicsTracking dynamicsTracking(
      Mappings mappings,
      DynamicsSettings settings,
      Cursors cursors,
      Inbox inbox,
      RecordLinks links,
      Clock clock) {
    return new DynamicsTracking(mappings, settings, cursors, inbox, links, clock);
  }

  /** Leads that stay out of the CRM are not looked for there. */
  @Bean
  DynamicsPolling dynamicsPolling(
      Turns turns,
      ProducerTemplate camel,
      DynamicsTracking tracking,
      DynamicsSettings settings,
      SyncSettings sync,
      SystemGate dynamicsGate) {
    boolean pollsLeads = settings.pollLeads() && !sync.syncCosellOpportunitiesOnly();
    List<String> entities = pollsLeads ? List.of("opportunity", "lead") : List.of("opportunity");
    PollRounds rounds =
        new PollRounds(
            turns, new RemoteRoutes(camel, new DynamicsFailures()), new PollHealth(), dynamicsGate);
    return new DynamicsPolling(rounds, tracking, entities);
  }
}
