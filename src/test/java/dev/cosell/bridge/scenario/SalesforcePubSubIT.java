package dev.cosell.bridge.scenario;

import org.springframework.test.context.TestPropertySource;

/** Change events over the Pub/Sub API. */
@OnlyOn("salesforce")
@TestPropertySource(properties = "cosell.salesforce.change-events=pub-sub")
class SalesforcePubSubIT extends SalesforceEventsScenario {

  SalesforcePubSubIT() {
    super("salesforce-change-events-pub-sub");
  }
}
