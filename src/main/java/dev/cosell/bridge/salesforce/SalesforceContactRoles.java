package dev.cosell.bridge.salesforce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.crm.ExactJson;
import dev.cosell.bridge.sync.Synchronization;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Headers;
import org.apache.camel.Variable;

/**
 * Creates an opportunity where the organisation does not let the bridge name the contact with it: a
 * row of its own says which contact is the primary one. Both are created or none, so that no
 * failure leaves an opportunity behind whose contact nobody adds.
 */
final class SalesforceContactRoles {

  private static final String CONTACT = "contact";
  private static final String DEAL = "deal";

  private final SalesforceOrganization organization;
  private final SalesforceApi api;
  private final SalesforceWrites writes;

  SalesforceContactRoles(
      SalesforceOrganization organization, SalesforceApi api, SalesforceWrites writes) {
    this.organization = organization;
    this.api = api;
    this.writes = writes;
  }

  /** Whether the contact of a new opportunity has to be named by a row. */
  public boolean areNeeded(@Body Synchronization synchronization) {
    return synchronization.references().containsKey(CONTACT)
        && !organization.facts().takesContact();
  }

  /** Headers of the one call. */
  public void createBoth(@Headers Map<String, Object> headers) {
    api.composite().applyTo(headers);
  }

  /** The opportunity, by the referral's id, and the row that names its contact. */
  public String newRecords(@Body Synchronization synchronization) {
    ObjectNode role =
        JsonNodeFactory.instance
            .objectNode()
            .put("OpportunityId", "@{" + DEAL + ".id}")
            .put(OrgFields.CONTACT, synchronization.references().get(CONTACT))
            .put("IsPrimary", true);
    return new Composite(true)
        .with(DEAL, writes.upsert(synchronization), writes.fieldsOfNew(synchronization))
        .with("role", api.create("OpportunityContactRole"), role)
        .toString();
  }

  /**
   * The opportunity as it was created.
   *
   * @param payload that was sent
   * @throws SalesforceRefused when one of the two was refused
   */
  public Synchronization created(
      @Body Synchronization synchronization,
      @Variable("payload") String payload,
      @Variable("answer") SalesforceAnswer answer)
      throws SalesforceRefused, JsonProcessingException {
    return writes.created(
        synchronization, Composite.kept(ExactJson.read(payload), answer).get(0), answer.sentAt());
  }
}
