package dev.cosell.bridge.salesforce;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.Role;
import dev.cosell.bridge.sync.Mappings;
import dev.cosell.bridge.sync.Synchronization;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Headers;

/**
 * A lead whose deal was accepted and becomes an opportunity. The REST API cannot convert leads: the
 * lead gets the status that the mapping has for it, and its sync flag is taken away, since the
 * opportunity stands for the deal from now on.
 */
final class SalesforceLeads {

  private final Mappings mappings;
  private final SalesforceApi api;

  SalesforceLeads(Mappings mappings, SalesforceApi api) {
    this.mappings = mappings;
    this.api = api;
  }

  /** Headers of the update of the lead. */
  public void accept(@Body Synchronization synchronization, @Headers Map<String, Object> headers) {
    api.update(OrgFacts.LEAD, synchronization.knownRecordId().value()).applyTo(headers);
  }

  /** The fields of an accepted lead. */
  public String accepted() {
    FieldMapping mapping = mappings.lead();
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    String status = LeadStatuses.of(mapping.field(Role.STATUS)).accepted();
    if (status != null) {
      fields.put(mapping.column(Role.STATUS).name(), status);
    }
    fields.put(mapping.column(Role.SYNC_FLAG).name(), false);
    return fields.toString();
  }

  /** Notes that the lead stays as it is. */
  public void notAccepted(
      @Body Synchronization synchronization, @ExchangeException SalesforceRefused refused) {
    synchronization.log().step("the lead stays as it is: " + refused.getMessage());
  }
}
