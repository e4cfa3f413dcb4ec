package dev.cosell.bridge.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cosell.bridge.sandbox.salesforce.record.Organization;
import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;
import dev.cosell.bridge.sandbox.salesforce.setup.CosellFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The words that a seller's form of an opportunity or lead takes beside fields: {@code owner} (a
 * seller's e-mail), {@code currency} (ISO code), {@code sync}, {@code visible}, {@code help} (the
 * assistance request code, null for none) and {@code solutions} (ids); for a lead also {@code
 * account} and {@code contact}, whose fields become its own.
 */
final class SellersForm {

  private static final Map<String, String> WORDS =
      Map.of(
          "currency", "CurrencyIsoCode",
          "sync", CosellFields.SYNC,
          "visible", CosellFields.VISIBLE);
  private static final Map<String, String> LEAD_FIELDS =
      Map.of(
          "Name", "Company",
          "BillingStreet", "Street",
          "BillingCity", "City",
          "BillingState", "State",
          "BillingPostalCode", "PostalCode",
          "BillingCountry", "Country");

  private final Organization organization;

  SellersForm(Organization organization) {
    this.organization = organization;
  }

  /** The form with fields in the place of words. */
  ObjectNode fields(String sObject, ObjectNode form) {
    ObjectNode fields = form.deepCopy();
    WORDS.forEach(
        (word, field) -> taken(fields, word).ifPresent(value -> fields.set(field, value)));
    taken(fields, "owner").ifPresent(mail -> fields.put("OwnerId", owner(mail.asText())));
    taken(fields, "help").ifPresent(help -> fields.set(CosellFields.HELP, help(help)));
    taken(fields, "solutions").ifPresent(ids -> fields.put(CosellFields.PRODUCTS, joined(ids)));
    if (sObject.equals("Lead")) {
      taken(fields, "account").ifPresent(account -> merge(fields, account));
      taken(fields, "contact").ifPresent(contact -> merge(fields, contact));
    }
    return fields;
  }

  private String owner(String mail) {
    return organization
        .withText(organization.schema().type("User").orElseThrow(), "Email", mail)
        .stream()
        .findFirst()
        .orElseThrow(() -> refused("There is no user " + mail + "."))
        .id();
  }

  private static JsonNode help(JsonNode code) {
    if (code.isNull()) {
      return NullNode.instance;
    }
    String value = CosellFields.HELP_VALUES.get(code.asText());
    if (value == null) {
      throw refused("help is null or one of " + CosellFields.HELP_VALUES.keySet() + ".");
    }
    return TextNode.valueOf(value);
  }

  private static String joined(JsonNode ids) {
    List<String> all = new ArrayList<>();
    (ids.isArray() ? ids.valueStream() : Stream.of(ids)).forEach(id -> all.add(id.asText()));
    return String.join(", ", all);
  }

  private static void merge(ObjectNode lead, JsonNode part) {
    object(part)
        .properties()
        .forEach(
            member ->
                lead.set(
                    LEAD_FIELDS.getOrDefault(member.getKey(), member.getKey()), member.getValue()));
  }

  /** Takes a word of the form out of it. */
  static Optional<JsonNode> taken(ObjectNode form, String word) {
    return Optional.ofNullable(form.remove(word));
  }

  static ObjectNode object(JsonNode form) {
    if (form instanceof ObjectNode object) {
      return object;
    }
    throw refused("account and contact are objects of fields.");
  }

  private static SalesforceError refused(String message) {
    return SalesforceError.of(400, "FORM", message);
  }
}
