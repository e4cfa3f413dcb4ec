package dev.cosell.bridge.scenario;

import org.springframework.test.context.TestPropertySource;

/** Change events over the Streaming API. */
@OnlyOn("salesforce")
@TestPropertySource(properties = "cosell.salesforce.change-events=cometd")
class SalesforceCometdIT extends SalesforceEventsScenario {

  SalesforceCometdIT() {
    super("salesforce-change-events-cometd");
  }
}
