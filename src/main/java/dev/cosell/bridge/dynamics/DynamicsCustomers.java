package dev.cosell.bridge.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.mapping.ColumnWrite;
import dev.cosell.bridge.mapping.MappedField;
import dev.cosell.bridge.sync.Mappings;
import dev.cosell.bridge.sync.RecordWrite;
import dev.cosell.bridge.sync.Synchronization;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.camel.Body;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/**
 * The customer of a new opportunity: the account by the columns that the mapping marks with {@code
 * match}, the contact by e-mail within the account; each is created when it is not found, under an
 * id that makes it happen only once.
 */
final class DynamicsCustomers {

  private static final String ACCOUNT = "account";
  private static final String CONTACT = "contact";
  private static final String EMAIL = "emailaddress1";
  private static final String PARENT = "_parentcustomerid_value";

  private final Mappings mappings;

  DynamicsCustomers(Mappings mappings) {
    this.mappings = mappings;
  }

  /**
   * Whether the referral names a customer: an account needs a name, and by a postal code alone a
   * stranger's would be found.
   */
  public boolean hasAccount(@Body Synchronization synchronization) {
    return write(synchronization).value(ACCOUNT, "name") != null
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
    DataverseQuery query = DataverseQuery.of("accounts").select("accountid");
    for (MappedField field : mappings.opportunity().accountMatch()) {
      String value = text(write(synchronization), field);
      if (value != null) {
        query = query.where(field.column().name(), value);
      }
    }
    query.orderBy("createdon").top(1).applyTo(headers);
  }

  /** Headers for a new account; its id follows from what it is found by. */
  public void createAccount(
      @Body Synchronization synchronization, @Headers Map<String, Object> headers) {
    insert("accounts", accountKey(synchronization)).applyTo(headers);
  }

  /** The account that was just created, by us or by another deal of the same customer. */
  public Synchronization createdAccount(@Body Synchronization synchronization) {
    return synchronization.withReference(ACCOUNT, accountKey(synchronization).toString());
  }

  /**
   * Two deals of a new customer may arrive together: both come to the same id, and Dataverse lets
   * only one of them insert it.
   */
  private UUID accountKey(Synchronization synchronization) {
    StringBuilder key = new StringBuilder(ACCOUNT);
    for (MappedField field : mappings.opportunity().accountMatch()) {
      key.append('\n').append(text(write(synchronization), field));
    }
    return key(key.toString());
  }

  private static DataverseWrite insert(String table, UUID id) {
    return DataverseWrite.patch(table, DataverseKey.row(id)).ifAbsent();
  }

  private static UUID key(String text) {
    return UUID.nameUUIDFromBytes(text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
  }

  /** The columns of a new account. */
  public String newAccount(@Body Synchronization synchronization) {
    return columns(write(synchronization), ACCOUNT).toString();
  }

  /** The account that was found. */
  public Synchronization account(
      @Body Synchronization synchronization, @Variable("answer") DataverseAnswer answer) {
    return reference(synchronization, ACCOUNT, answer);
  }

  /** Whether the referral names a person at the customer. */
  public boolean hasContact(@Body Synchronization synchronization) {
    return !lacksAccount(synchronization)
        && write(synchronization).value(CONTACT, "lastname") != null;
  }

  /** Whether the contact was not found. */
  public boolean lacksContact(@Body Synchronization synchronization) {
    return !synchronization.references().containsKey(CONTACT);
  }

  /** Looks for the contact within the account. */
  public void findContact(
      @Body Synchronization synchronization, @Headers Map<String, Object> headers) {
    JsonNode email = write(synchronization).value(CONTACT, EMAIL);
    DataverseQuery query =
        DataverseQuery.of("contacts")
            .select("contactid")
            .where(PARENT, UUID.fromString(account(synchronization)));
    if (email == null) {
      for (ColumnWrite column : write(synchronization).related(CONTACT)) {
        query = query.where(column.column().name(), column.value().asText());
      }
    } else {
      query = query.where(EMAIL, email.asText());
    }
    query.orderBy("createdon").top(1).applyTo(headers);
  }

  /** Headers for a new contact; its id follows from what it is found by. */
  public void createContact(
      @Body Synchronization synchronization, @Headers Map<String, Object> headers) {
    insert("contacts", contactKey(synchronization)).applyTo(headers);
  }

  /** The contact that was just created, by us or by another deal of the same customer. */
  public Synchronization createdContact(@Body Synchronization synchronization) {
    return synchronization.withReference(CONTACT, contactKey(synchronization).toString());
  }

  private static UUID contactKey(Synchronization synchronization) {
    JsonNode email = write(synchronization).value(CONTACT, EMAIL);
    String person =
        email == null ? columns(write(synchronization), CONTACT).toString() : email.asText();
    return key(CONTACT + '\n' + account(synchronization) + '\n' + person);
  }

  /** The columns of a new contact. */
  public String newContact(@Body Synchronization synchronization) {
    return columns(write(synchronization), CONTACT)
        .put("parentcustomerid_account@odata.bind", "/accounts(" + account(synchronization) + ")")
        .toString();
  }

  /** The contact that was found. */
  public Synchronization contact(
      @Body Synchronization synchronization, @Variable("answer") DataverseAnswer answer) {
    return reference(synchronization, CONTACT, answer);
  }

  private static Synchronization reference(
      Synchronization synchronization, String table, DataverseAnswer answer) {
    List<JsonNode> found = answer.list();
    return found.isEmpty()
        ? synchronization
        : synchronization.withReference(table, found.get(0).path(table + "id").asText());
  }

  private static String account(Synchronization synchronization) {
    return Objects.requireNonNull(
        synchronization.references().get(ACCOUNT),
        "the account has to be known before the contact");
  }

  private static ObjectNode columns(RecordWrite write, String table) {
    ObjectNode columns = JsonNodeFactory.instance.objectNode();
    write.related(table).forEach(it -> columns.set(it.column().name(), it.value()));
    return columns;
  }

  private static @Nullable String text(RecordWrite write, MappedField field) {
    JsonNode value = write.value(field.column().table(), field.column().name());
    return value == null || value.isNull() || value.asText().isBlank() ? null : value.asText();
  }

  private static RecordWrite write(Synchronization synchronization) {
    return synchronization.knownPlan().knownWrite();
  }
}
