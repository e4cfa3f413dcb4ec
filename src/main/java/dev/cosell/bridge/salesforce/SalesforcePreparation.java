package dev.cosell.bridge.salesforce;

import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the organisation is described before anything is asked of it: by one thread,
 * while others wait for the result. It has to be called from a thread that may wait.
 */
final class SalesforcePreparation {

  private static final Logger LOG = LoggerFactory.getLogger("dev.cosell.bridge.salesforce");
  private static final String DESCRIBE = "direct:salesforce-describe";

  private final SalesforceOrganization organization;
  private final ProducerTemplate camel;

  SalesforcePreparation(SalesforceOrganization organization, ProducerTemplate camel) {
    this.organization = organization;
    this.camel = camel;
  }

  /**
   * Describes the organisation if it has to be.
   *
   * @throws Exception what the description failed with
   */
  public void prepare() throws Exception {
    if (organization.isUnknown()) {
      describe(false);
    }
  }

  /** Describes it in any case; a failure is told, and made good before the next synchronization. */
  public void refresh() {
    try {
      describe(true);
    } catch (Exception failure) {
      LOG.warn("Salesforce could not be described, it is tried again: {}", failure.getMessage());
    }
  }

  private synchronized void describe(boolean always) throws Exception {
    if (!always && !organization.isUnknown()) {
      return; // another thread was faster
    }
    Exchange done = camel.send(DESCRIBE, exchange -> exchange.getMessage().setBody(organization));
    if (done.getException() != null) {
      throw done.getException();
    }
  }
}
