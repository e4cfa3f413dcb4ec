package dev.cosell.bridge.sandbox.salesforce.setup;

import java.util.List;

/**
 * Where the ids in a field point.
 *
 * @param relationship the parent's name in SOQL paths
 * @param sObjects what the parent may be; more than one makes the field polymorphic
 */
public record Lookup(String relationship, List<String> sObjects) {

  /** The sObject whose fields a SOQL path through this lookup may name. */
  public String visibleAs() {
    return sObjects.size() > 1 ? "Name" : sObjects.get(0);
  }
}
