package dev.cosell.bridge.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.mapping.MappedField;
import dev.cosell.bridge.sync.Mappings;
import dev.cosell.bridge.sync.RecordWrite;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import dev.cosell.bridge.sync.Synchronization;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Body;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/**
 * The customer of a new opportunity: the account by the columns that the mapping marks with {@code
 * match}, the contact by e-mail within the account; each is created when it is not found, and in
 * turn, see {@link CustomerTurns}.
 */
final class SalesforceCustomers {

  private static final String ACCOUNT = "account";
  private static final String CONTACT = "contact";
  private static final String LAST_NAME = "LastName";
  private static final String EMAIL = "Email";

  private final Mappings mappings;
  private final SalesforceOrganization organization;
  private final SalesforceApi api;

  SalesforceCustomers(Mappings mappings, SalesforceOrganization organization, SalesforceApi api) {
    this.mappings = mappings;
    this.organization = organization;
    this.api = api;
  }

  /**
   * Whether the referral names a customer: an account needs a name, and by a postal code alone a
   * stranger's would be found.
   */
  public boolean hasAccount(@Body Synchronization synchronization) {
    return write(synchronization).value(ACCOUNT, "Name") != null
        && mappings.opportunity().accountMatch().stream()
            .anyMatch(field -> text(write(synchronization), field) != null);
  }

  /** Whether the account was not found. */
  public boolean lacksAccount(@Body Synchronization synchronization) {
    return !synchronization.references().containsKey(ACCOUNT);
  }

  /** Looks for the account. */
  public void findAccount(
      @Body Synchronization synchronization, @Headers Map<String, Object> headers) {
    Soql query = Soql.select(List.of(OrgFields.ID), OrgFacts.ACCOUNT);
    for (MappedField field : mappings.opportunity().accountMatch()) {
      String value = text(write(synchronization), field);
      if (value != null) {
        query = query.where(field.column().name(), value);
      }
    }
    api.query(query.orderBy("CreatedDate", OrgFields.ID).limit(1)).applyTo(headers);
  }

  /** The account that was found. */
  public Synchronization account(
      @Body Synchronization synchronization, @Variable("answer") SalesforceAnswer answer) {
    return found(synchronization, ACCOUNT, answer);
  }

  /** Headers for a new account. */
  public void createAccount(@Headers Map<String, Object> headers) {
    api.create(OrgFacts.ACCOUNT).applyTo(headers);
  }

  /** The fields of a new account. */
  public String newAccount(@Body Synchronization synchronization) {
    return fields(synchronization, ACCOUNT).toString();
  }

  /** The account that was just created. */
  public Synchronization createdAccount(
      @Body Synchronization synchronization, @Variable("answer") SalesforceAnswer answer) {
    return synchronization.withReference(ACCOUNT, id(answer));
  }

  /** Whether the referral names a person at the customer. */
  public boolean hasContact(@Body Synchronization synchronization) {
    return !lacksAccount(synchronization)
        && write(synchronization).value(CONTACT, LAST_NAME) != null;
  }

  /** Whether the contact was not found. */
  public boolean lacksContact(@Body Synchronization synchronization) {
    return !synchronization.references().containsKey(CONTACT);
  }

  /** Looks for the contact within the account. */
  public void findContact(
      @Body Synchronization synchronization, @Headers Map<String, Object> headers) {
    Soql query =
        Soql.select(List.of(OrgFields.ID), OrgFacts.CONTACT)
            .where(OrgFields.ACCOUNT, account(synchronization));
    JsonNode email = write(synchronization).value(CONTACT, EMAIL);
    if (email == null || email.isNull()) {
      for (var column : write(synchronization).related(CONTACT)) {
        query = query.where(column.column().name(), column.value().asText());
      }
    } else {
      query = query.where(EMAIL, email.asText());
    }
    api.query(query.orderBy("CreatedDate", OrgFields.ID).limit(1)).applyTo(headers);
  }

  /** The contact that was found. */
  public Synchronization contact(
      @Body Synchronization synchronization, @Variable("answer") SalesforceAnswer answer) {
    return found(synchronization, CONTACT, answer);
  }

  /** Headers for a new contact. */
  public void createContact(@Headers Map<String, Object> headers) {
    api.create(OrgFacts.CONTACT).applyTo(headers);
  }

  /** The fields of a new contact. */
  public String newContact(@Body Synchronization synchronization) {
    return fields(synchronization, CONTACT)
        .put(OrgFields.ACCOUNT, account(synchronization))
        .toString();
  }

  /** The contact that was just created. */
  public Synchronization createdContact(
      @Body Synchronization synchronization, @Variable("answer") SalesforceAnswer answer) {
    return synchronization.withReference(CONTACT, id(answer));
  }

  private static Synchronization found(
      Synchronization synchronization, String table, SalesforceAnswer answer) {
    List<JsonNode> found = answer.records();
    return found.isEmpty()
        ? synchronization
        : synchronization.withReference(table, found.get(0).path(OrgFields.ID).asText());
  }

  private static String id(SalesforceAnswer answer) {
    JsonNode id = answer.body().path("id");
    if (!id.isTextual()) {
      throw new RemoteFailure(
          Kind.STALE, "Salesforce did not tell the id of the row it created", null, null);
    }
    return id.asText();
  }

  private static String account(Synchronization synchronization) {
    return Objects.requireNonNull(
        synchronization.references().get(ACCOUNT),
        "the account has to be known before the contact");
  }

  private ObjectNode fields(Synchronization synchronization, String table) {
    return new OrgWriter(organization.facts(), OrgFacts.objectOf(table), synchronization.log())
        .fields(write(synchronization).related(table));
  }

  static @Nullable String text(RecordWrite write, MappedField field) {
    JsonNode value = write.value(field.column().table(), field.column().name());
    return value == null || value.isNull() || value.asText().isBlank() ? null : value.asText();
  }

  private static RecordWrite write(Synchronization synchronization) {
    return synchronization.knownPlan().knownWrite();
  }
}
