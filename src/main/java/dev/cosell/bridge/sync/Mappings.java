package dev.cosell.bridge.sync;

import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.mapping.FieldMapping;

/**
 * The field mappings of the CRM in use.
 *
 * @param opportunity for opportunities
 * @param lead for leads
 */
public record Mappings(FieldMapping opportunity, FieldMapping lead) {

  /** The mapping of this record. */
  public FieldMapping of(RecordId record) {
    return record.isLead() ? lead : opportunity;
  }

  /** The mapping of this entity. */
  public FieldMapping of(String entity) {
    return "lead".equals(entity) ? lead : opportunity;
  }
}
