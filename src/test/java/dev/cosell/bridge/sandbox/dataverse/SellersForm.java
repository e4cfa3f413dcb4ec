package dev.cosell.bridge.sandbox.dataverse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.dataverse.RowWriter.Author;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Turns what a seller fills in on the form of an opportunity or lead into a body of the Web API.
 *
 * <p>Beside columns and binds a form takes {@code account} and {@code contact} (objects of columns;
 * the account is found by name and postal code, the contact by e-mail, else created), {@code owner}
 * (a seller's e-mail), {@code currency} (ISO code), {@code sync}, {@code visible}, {@code help}
 * (the assistance request code) and {@code solutions} (ids).
 */
final class SellersForm {

  private static final int FIRST_HELP = 299_600_000;

  /** In the order of their assumed integers. */
  private static final List<String> HELP =
      List.of(
          "WorkloadSpecificValueProposition",
          "CustomerTechnicalArchitecture",
          "ProofOfConceptOrDemo",
          "QuotesOrLicensing",
          "PostSalesCustomerSuccess",
          "GeneralOrOther");

  private final Organization organization;
  private final BodyReader bodies;
  private final RowWriter writer;

  SellersForm(Organization organization) {
    this.organization = organization;
    this.bodies = new BodyReader(organization);
    this.writer = new RowWriter(organization);
  }

  /**
   * The body; creates the account and the contact that are not there yet.
   *
   * @param present the record that is edited, empty for a new one
   */
  ObjectNode body(Table table, ObjectNode form, Optional<Row> present) {
    if (!table.logicalName().equals("opportunity") && !table.logicalName().equals("lead")) {
      return form;
    }
    ObjectNode body = form.deepCopy();
    customer(table, body, present);
    taken(body, "owner").ifPresent(mail -> bind(body, "ownerid", "systemusers", owner(mail)));
    taken(body, "currency")
        .ifPresent(
            code -> bind(body, "transactioncurrencyid", "transactioncurrencies", currency(code)));
    taken(body, "sync").ifPresent(on -> body.set("msft_microsoftpartnercenterreferralsync", on));
    taken(body, "visible")
        .ifPresent(on -> body.set("msft_microsoftpartnercenterreferralvisible", on));
    taken(body, "help").ifPresent(help -> help(body, help));
    taken(body, "solutions")
        .ifPresent(ids -> body.put("msft_microsoftpartnercentersolutions", joined(ids)));
    return body;
  }

  private void customer(Table table, ObjectNode body, Optional<Row> present) {
    Optional<UUID> named = taken(body, "account").map(form -> account(object(form)));
    Optional<UUID> account = named.or(() -> present.flatMap(SellersForm::accountOf));
    Optional<UUID> contact = taken(body, "contact").map(form -> contact(object(form), account));
    named.ifPresent(id -> bind(body, "parentaccountid", "accounts", id));
    contact.ifPresent(id -> bind(body, "parentcontactid", "contacts", id));
    if (table.has("customerid") && named.isPresent()) {
      bind(body, "customerid_account", "accounts", named.get());
    } else if (table.has("customerid") && present.isEmpty()) {
      contact.ifPresent(id -> bind(body, "customerid_contact", "contacts", id));
    }
  }

  private static Optional<UUID> accountOf(Row row) {
    return row.value("parentaccountid", Row.Reference.class).map(Row.Reference::id);
  }

  private UUID account(ObjectNode form) {
    return found("accounts", form, List.of("name", "address1_postalcode"))
        .orElseGet(() -> created("accounts", form));
  }

  private UUID contact(ObjectNode form, Optional<UUID> account) {
    List<String> keys =
        form.hasNonNull("emailaddress1")
            ? List.of("emailaddress1")
            : List.of("firstname", "lastname");
    ObjectNode whole = form.deepCopy();
    account.ifPresent(id -> bind(whole, "parentcustomerid_account", "accounts", id));
    return found("contacts", form, keys).orElseGet(() -> created("contacts", whole));
  }

  private Optional<UUID> found(String entitySet, ObjectNode form, List<String> keys) {
    Table table = organization.table(entitySet);
    Map<String, String> wanted = new HashMap<>();
    keys.forEach(key -> wanted.put(key, form.path(key).asText("")));
    return organization.all(table).stream()
        .filter(
            row ->
                wanted.entrySet().stream()
                    .allMatch(
                        key ->
                            row.value(key.getKey(), String.class)
                                .orElse("")
                                .equalsIgnoreCase(key.getValue())))
        .map(Row::id)
        .findFirst();
  }

  private UUID created(String entitySet, ObjectNode body) {
    Table table = organization.table(entitySet);
    Changes changes = bodies.forCreate(table, body);
    return writer.create(table, UUID.randomUUID(), changes, Author.seller(false)).id();
  }

  private UUID owner(JsonNode email) {
    return one("systemusers", "internalemailaddress", email);
  }

  private UUID currency(JsonNode code) {
    return one("transactioncurrencies", "isocurrencycode", code);
  }

  private UUID one(String entitySet, String column, JsonNode value) {
    return organization
        .withValue(organization.table(entitySet), column, value.asText())
        .map(Row::id)
        .findFirst()
        .orElseThrow(
            () ->
                DataverseError.invalid(
                    "There is no %s with %s %s.".formatted(entitySet, column, value)));
  }

  private static void help(ObjectNode body, JsonNode help) {
    String column = "msft_microsoftpartnercenterhelp";
    if (!help.isTextual()) {
      body.set(column, help);
      return;
    }
    int index = HELP.indexOf(help.textValue());
    if (index < 0) {
      throw DataverseError.invalid("help is one of " + HELP + ", its integer or null.");
    }
    body.put(column, FIRST_HELP + index);
  }

  private static String joined(JsonNode ids) {
    List<String> all = new ArrayList<>();
    (ids.isArray() ? ids.valueStream() : Stream.of(ids)).forEach(id -> all.add(id.asText()));
    return String.join(", ", all);
  }

  private static ObjectNode object(JsonNode form) {
    if (form instanceof ObjectNode object) {
      return object;
    }
    throw DataverseError.invalid("account and contact are objects of columns.");
  }

  /** Takes a word of the form out of the body. */
  private static Optional<JsonNode> taken(ObjectNode body, String word) {
    return Optional.ofNullable(body.remove(word));
  }

  private static void bind(ObjectNode body, String navigation, String entitySet, UUID id) {
    body.put(navigation + "@odata.bind", "/" + entitySet + "(" + id + ")");
  }
}
