package dev.cosell.bridge.dynamics;

import dev.cosell.bridge.link.RecordId;
import java.util.List;

/**
 * The tables of records.
 *
 * @param set entity set
 * @param id primary key column
 * @param lookups the columns that lead to the customer, its contact and the owner
 */
record RecordTable(String set, String id, List<String> lookups) {

  static final String ACCOUNT = "_parentaccountid_value";
  static final String CUSTOMER = "_customerid_value";
  static final String CONTACT = "_parentcontactid_value";
  static final String OWNER = "_ownerid_value";

  private static final RecordTable LEADS = new RecordTable("leads", "leadid", List.of(OWNER));
  private static final RecordTable OPPORTUNITIES =
      new RecordTable("opportunities", "opportunityid", List.of(ACCOUNT, CUSTOMER, CONTACT, OWNER));

  static RecordTable of(RecordId record) {
    return of(record.entity());
  }

  static RecordTable of(String entity) {
    return "lead".equals(entity) ? LEADS : OPPORTUNITIES;
  }
}
