package dev.cosell.bridge.salesforce;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the organisation.
 *
 * @param objects by name
 * @param stages the stages of opportunities
 * @param currency the one currency of all amounts, null where each record has its own or where the
 *     organisation does not tell
 */
record OrgFacts(Map<String, ObjectFacts> objects, OrgStages stages, @Nullable String currency) {

  static final String OPPORTUNITY = "Opportunity";
  static final String LEAD = "Lead";
  static final String ACCOUNT = "Account";
  static final String CONTACT = "Contact";

  static final String CURRENCY = "CurrencyIsoCode";

  OrgFacts {
    objects = Map.copyOf(objects);
  }

  /** The object of an entity or a table of the mapping. */
  static String objectOf(String entity) {
    return switch (entity) {
      case "opportunity" -> OPPORTUNITY;
      case "lead" -> LEAD;
      case "account" -> ACCOUNT;
      case "contact" -> CONTACT;
      default -> throw new IllegalArgumentException("no object for " + entity);
    };
  }

  ObjectFacts object(String name) {
    return Objects.requireNonNullElse(objects.get(name), ObjectFacts.ABSENT);
  }

  /** Whether each record has a currency of its own. */
  boolean hasManyCurrencies() {
    return object(OPPORTUNITY).has(CURRENCY);
  }

  /** Whether the bridge's user may name the contact of a new opportunity with it. */
  boolean takesContact() {
    FieldFacts contact = object(OPPORTUNITY).field(OrgFields.CONTACT);
    return contact != null && contact.isCreateable();
  }
}
