package dev.cosell.bridge.sandbox.salesforce.dml;

import dev.cosell.bridge.sandbox.salesforce.record.Organization;
import dev.cosell.bridge.sandbox.salesforce.record.Users;
import dev.cosell.bridge.sandbox.salesforce.setup.Schema;

/**
 * Who saves, and how strictly.
 *
 * @param user that LastModifiedById will show
 * @param schema what the user may see and write
 * @param insists whether alerts of duplicate rules are passed over
 * @param human whether the save comes from a page, where duplicate rules are the seller's business
 */
public record Author(String user, Schema schema, boolean insists, boolean human) {

  /** The connected app's user. */
  public static Author api(Organization organization, boolean insists) {
    return new Author(Users.INTEGRATION, organization.apiSchema(), insists, false);
  }

  /** Robin Seller, who sees every field. */
  public static Author seller(Organization organization) {
    return new Author(Users.SELLER, organization.schema(), true, true);
  }
}
