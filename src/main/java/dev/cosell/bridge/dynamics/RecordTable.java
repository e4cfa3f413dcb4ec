package dev.cosell.bridge.dynamics;

import dev.cosell.bridge.link.RecordId;

/**
 * The tables of records.
 *
 * @param set entity set
 * @param id primary key column
 */
record RecordTable(String set, String id) {

  static RecordTable of(RecordId record) {
    return of(record.entity());
  }

  static RecordTable of(String entity) {
    return "lead".equals(entity)
        ? new RecordTable("leads", "leadid")
        : new RecordTable("opportunities", "opportunityid");
  }
}
