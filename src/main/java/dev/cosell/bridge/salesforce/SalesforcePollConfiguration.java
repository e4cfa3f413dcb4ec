package dev.cosell.bridge.salesforce;

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
import dev.cosell.bridge.salesforce.events.ChangeEventRoute;
import dev.cosell.bridge.salesforce.events.ChangeEventWatch;
import dev.cosell.bridge.salesforce.events.ChangeEvents;
import dev.cosell.bridge.sync.Mappings;
import dev.cosell.bridge.sync.SyncSettings;
import java.time.Clock;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the poll of Salesforce together, where the CRM is Salesforce. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "cosell.crm", havingValue = "salesforce")
@EnableConfigurationProperties(CrmPollSettings.class)
class SalesforcePollConfiguration {

  @Bean
  DeliveredRecords deliveredRecords(Clock clock) {
    return new DeliveredRecords(clock);
  }

  @Bean
  SalesforceQueries salesforceQueries(SalesforceApi api, SalesforceFailures failures) {
    return new SalesforceQueries(api, failures);
  }

  @Bean
  SalesforceVersions salesforceVersions() {
    return new SalesforceVersions();
  }

  @Bean
  SalesforceLimits salesforceLimits(SalesforceApi api, ApiUsage usage) {
    return new SalesforceLimits(api, usage);
  }

  @Bean
  SalesforcePoll salesforcePoll(
      Mappings mappings,
      SalesforceOrganization organization,
      SalesforceSettings settings,
      Cursors cursors,
      Inbox inbox,
      DeliveredRecords delivered,
      ChangeEvents events,
      Clock clock) {
    return new SalesforcePoll(
        mappings, organization, settings, cursors, inbox, delivered, events, clock);
  }

  @Bean
  ChangeEvents changeEvents(OrgComponent salesforce, Clock clock) {
    return new ChangeEvents(user -> SalesforceId.areSame(salesforce.userId(), user), clock);
  }

  @Bean
  ChangeEventWatch changeEventWatch(
      CamelContext camel,
      SalesforceSettings settings,
      ChangeEvents events,
      PollHealth health,
      Clock clock) {
    return new ChangeEventWatch(
        new ChangeEventRoute(camel, settings.changeEventsRoute()),
        settings.changeEventsSilence(),
        events,
        health,
        clock);
  }

  @Bean
  ContactRolePoll contactRolePoll(
      Mappings mappings, SalesforceSettings settings, Cursors cursors, Inbox inbox, Clock clock) {
    return new ContactRolePoll(mappings, settings, cursors, inbox, clock);
  }

  @Bean
  RemovedRecords removedRecords(
      Mappings mappings,
      SalesforceOrganization organization,
      SalesforceSettings settings,
      Cursors cursors,
      Inbox inbox,
      RecordLinks links,
      Clock clock) {
    return new RemovedRecords(mappings, organization, settings, cursors, inbox, links, clock);
  }

  @Bean
  PollHealth pollHealth() {
    return new PollHealth();
  }

  @Bean
  PollRounds pollRounds(
      Turns turns,
      ProducerTemplate camel,
      SalesforceFailures failures,
      PollHealth health,
      SystemGate salesforceGate) {
    return new PollRounds(turns, new RemoteRoutes(camel, failures), health, salesforceGate);
  }

  /** Leads that stay out of the CRM are not looked for there. */
  @Bean
  SalesforcePolling salesforcePolling(
      PollRounds rounds,
      SalesforcePoll poll,
      ContactRolePoll contactRoles,
      RemovedRecords removed,
      SalesforceOrganization organization,
      ApiUsage usage,
      SalesforceSettings settings,
      SyncSettings sync,
      Clock clock) {
    boolean pollsLeads = settings.pollLeads() && !sync.syncCosellOpportunitiesOnly();
    return new SalesforcePolling(
        rounds,
        poll,
        contactRoles,
        removed,
        organization,
        usage,
        pollsLeads ? List.of("opportunity", "lead") : List.of("opportunity"),
        clock);
  }
}
