package dev.cosell.bridge.sync;

import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.mapping.FieldMapping;
import java.util.Set;

/**
 * The field mappings of the CRM in use, as far as the CRM has their columns: what it lacks may turn
 * out only when it is asked.
 */
public final class Mappings {

  private final FieldMapping wholeOpportunity;
  private final FieldMapping wholeLead;
  private volatile FieldMapping opportunity;
  private volatile FieldMapping lead;

  /** Both mappings whole. */
  public Mappings(FieldMapping opportunity, FieldMapping lead) {
    this.wholeOpportunity = opportunity;
    this.wholeLead = lead;
    this.opportunity = opportunity;
    this.lead = lead;
  }

  /** For opportunities. */
  public FieldMapping opportunity() {
    return opportunity;
  }

  /** For leads. */
  public FieldMapping lead() {
    return lead;
  }

  /** The mapping of this record. */
  public FieldMapping of(RecordId record) {
    return of(record.entity());
  }

  /** The mapping of this entity. */
  public FieldMapping of(String entity) {
    return "lead".equals(entity) ? lead : opportunity;
  }

  /** The mapping of this entity as its file has it, whatever the CRM lacks. */
  public FieldMapping whole(String entity) {
    return "lead".equals(entity) ? wholeLead : wholeOpportunity;
  }

  /** From now on these fields of an entity are left out. */
  public void leaveOut(String entity, Set<String> fields) {
    FieldMapping left = whole(entity).without(fields);
    if ("lead".equals(entity)) {
      lead = left;
    } else {
      opportunity = left;
    }
  }
}
