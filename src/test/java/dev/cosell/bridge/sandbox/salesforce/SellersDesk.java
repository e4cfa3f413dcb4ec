package dev.cosell.bridge.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.salesforce.dml.Author;
import dev.cosell.bridge.sandbox.salesforce.dml.LeadConversion;
import dev.cosell.bridge.sandbox.salesforce.dml.RecordBody;
import dev.cosell.bridge.sandbox.salesforce.dml.RecordWriter;
import dev.cosell.bridge.sandbox.salesforce.record.Organization;
import dev.cosell.bridge.sandbox.salesforce.record.RecordId;
import dev.cosell.bridge.sandbox.salesforce.record.Row;
import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;
import dev.cosell.bridge.sandbox.salesforce.setup.CosellFields;
import dev.cosell.bridge.sandbox.salesforce.setup.SObjectType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What sellers do with the records; each step is one transaction and by one seller. */
final class SellersDesk {

  private static final String OPPORTUNITY = "Opportunity";
  private static final String STAGE = "StageName";

  private final Organization organization;
  private final SellersForm form;
  private final RecordWriter writer;
  private final LeadConversion conversion;

  SellersDesk(Organization organization) {
    this.organization = organization;
    this.form = new SellersForm(organization);
    this.writer = new RecordWriter(organization);
    this.conversion = new LeadConversion(organization, writer);
  }

  String create(String sObject, ObjectNode filled) {
    return organization.transact(
        () -> {
          SObjectType type = type(sObject);
          ObjectNode fields = form.fields(type.name(), filled);
          if (!type.name().equals(OPPORTUNITY)) {
            return save(type, fields).id();
          }
          Optional<String> account = account(fields);
          account.ifPresent(id -> fields.put("AccountId", id));
          Optional<String> home = Optional.of(fields.path("AccountId").asText());
          Optional<String> contact = contact(fields, home.filter(id -> !id.isEmpty()));
          contact.ifPresent(id -> fields.put("ContactId", id));
          if (!fields.has(STAGE)) {
            fields.put(STAGE, organization.settings().process().openStage());
          }
          return save(type, fields).id();
        });
  }

  void update(String sObject, String id, ObjectNode filled) {
    organization.transact(
        () -> {
          SObjectType type = type(sObject);
          Row row = row(type, id);
          ObjectNode fields = form.fields(type.name(), filled);
          if (!type.name().equals(OPPORTUNITY)) {
            return save(type, row, fields);
          }
          Optional<String> account = account(fields);
          account.ifPresent(found -> fields.put("AccountId", found));
          Optional<String> home = account.or(() -> row.value("AccountId").map(String::valueOf));
          contact(fields, home).ifPresent(found -> makePrimary(row, found));
          return fields.isEmpty() ? row : save(type, row(type, id), fields);
        });
  }

  void delete(String sObject, String id) {
    organization.transact(
        () -> {
          SObjectType type = type(sObject);
          Row row = row(type, id);
          writer.delete(type, row, seller());
          return row;
        });
  }

  void close(String opportunity, boolean won) {
    enter(opportunity, organization.settings().process().closing(won).apiName());
  }

  /** Puts an opportunity in a stage. */
  void enter(String opportunity, String stage) {
    update(OPPORTUNITY, opportunity, SandboxJson.object().put(STAGE, stage));
  }

  /** Shares a record with Partner Center, or ends that. */
  void share(String sObject, String id, boolean on) {
    update(sObject, id, SandboxJson.object().put(CosellFields.SYNC, on));
  }

  @Nullable String convert(String lead, boolean withOpportunity) {
    return organization
        .transact(
            () ->
                Optional.ofNullable(
                    conversion.convert(row(type("Lead"), lead), withOpportunity, seller())))
        .orElse(null);
  }

  void addLineItem(String opportunity, BigDecimal total) {
    organization.transact(
        () -> {
          Row row = row(type(OPPORTUNITY), opportunity);
          writer.addLineItem(row, total, seller());
          return row;
        });
  }

  void setPrimaryContact(String opportunity, String contact) {
    organization.transact(
        () -> {
          Row row = row(type(OPPORTUNITY), opportunity);
          makePrimary(row, row(type("Contact"), contact).id());
          return row;
        });
  }

  private void makePrimary(Row opportunity, String contact) {
    writer.makePrimary(opportunity.id(), contact, seller());
  }

  private Optional<String> account(ObjectNode fields) {
    return SellersForm.taken(fields, "account")
        .map(SellersForm::object)
        .map(
            account ->
                found("Account", account, List.of("Name", "BillingPostalCode"))
                    .orElseGet(() -> save(type("Account"), account))
                    .id());
  }

  private Optional<String> contact(ObjectNode fields, Optional<String> account) {
    return SellersForm.taken(fields, "contact")
        .map(SellersForm::object)
        .map(
            contact -> {
              List<String> keys =
                  contact.hasNonNull("Email") ? List.of("Email") : List.of("FirstName", "LastName");
              ObjectNode whole = contact.deepCopy();
              account.ifPresent(id -> whole.put("AccountId", id));
              return found("Contact", contact, keys)
                  .orElseGet(() -> save(type("Contact"), whole))
                  .id();
            });
  }

  private Optional<Row> found(String sObject, JsonNode wanted, List<String> keys) {
    return organization.rows().present(sObject).stream()
        .filter(
            row ->
                keys.stream()
                    .allMatch(key -> row.text(key).equalsIgnoreCase(wanted.path(key).asText())))
        .findFirst();
  }

  private Row save(SObjectType type, ObjectNode fields) {
    return writer.create(type, RecordBody.forCreate(type, fields), seller());
  }

  private Row save(SObjectType type, Row row, ObjectNode fields) {
    return writer.update(type, row, RecordBody.forUpdate(type, fields), seller());
  }

  private Author seller() {
    return Author.seller(organization);
  }

  SObjectType type(String sObject) {
    return organization
        .schema()
        .type(sObject)
        .orElseThrow(
            () -> SalesforceError.of(404, "NOT_FOUND", "There is no sObject " + sObject + "."));
  }

  private Row row(SObjectType type, String text) {
    return RecordId.parse(text)
        .flatMap(id -> organization.rows().find(type.name(), id.text()))
        .filter(row -> !row.deleted())
        .orElseThrow(
            () -> SalesforceError.of(404, "NOT_FOUND", "No " + type.name() + " " + text + "."));
  }
}
