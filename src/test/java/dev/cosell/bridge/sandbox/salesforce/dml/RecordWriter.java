package dev.cosell.bridge.sandbox.salesforce.dml;

import dev.cosell.bridge.sandbox.salesforce.record.Organization;
import dev.cosell.bridge.sandbox.salesforce.record.Row;
import dev.cosell.bridge.sandbox.salesforce.setup.ChildRelationship;
import dev.cosell.bridge.sandbox.salesforce.setup.Field;
import dev.cosell.bridge.sandbox.salesforce.setup.FieldType;
import dev.cosell.bridge.sandbox.salesforce.setup.PicklistValue;
import dev.cosell.bridge.sandbox.salesforce.setup.SObjectType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Creates, updates and deletes rows by the rules; only inside a transaction. */
public final class RecordWriter {

  private static final List<SaveRule> RULES =
      List.of(
          new LeadRules(),
          new PersonNames(),
          new RowCurrency(),
          new RequiredFields(),
          new AddressRules(),
          new RestrictedPicklists(),
          new LookupRules(),
          new OpportunityRules(),
          new DuplicateRules(),
          new ValidationRules(),
          new UniqueValues());

  private final Organization organization;
  private final ContactRoles contactRoles;

  /** A writer of an organization's rows. */
  public RecordWriter(Organization organization) {
    this.organization = organization;
    this.contactRoles = new ContactRoles(organization, this);
  }

  /** Creates a row. */
  public Row create(SObjectType type, Changes changes, Author author) {
    String id = organization.rows().nextId(type.keyPrefix()).text();
    Map<String, Object> values = changes.appliedTo(defaults(type, author));
    values.put("Id", id);
    Row row =
        saved(new Save(organization, full(type), id, Optional.empty(), changes, values, author));
    if (type.name().equals("Opportunity")) {
      row.value("ContactId").ifPresent(contact -> makePrimary(id, contact.toString(), author));
    }
    return row;
  }

  /** Updates a row, which moves its modification date even if no value is another one. */
  public Row update(SObjectType type, Row row, Changes changes, Author author) {
    Map<String, Object> values = changes.appliedTo(row.values());
    return saved(
        new Save(organization, full(type), row.id(), Optional.of(row), changes, values, author));
  }

  /** Moves a row, and what hangs on it, to the recycle bin. */
  public void delete(SObjectType type, Row row, Author author) {
    Map<String, Object> values = new HashMap<>(row.values());
    values.put("IsDeleted", true);
    store(full(type), row.id(), values, author);
    for (ChildRelationship child : full(type).children()) {
      organization.schema().type(child.sObject()).stream()
          .filter(childType -> child.cascades())
          .forEach(childType -> deleteChildren(childType, child, row, author));
    }
  }

  /** Makes a contact the primary one of an opportunity. */
  public void makePrimary(String opportunity, String contact, Author author) {
    contactRoles.makePrimary(opportunity, contact, author);
  }

  /** Adds a line item to an opportunity, whose amount is their sum from now on. */
  public void addLineItem(Row opportunity, BigDecimal total, Author author) {
    BigDecimal before =
        opportunity
            .value("Amount")
            .filter(amount -> opportunity.is("HasOpportunityLineItem"))
            .map(BigDecimal.class::cast)
            .orElse(BigDecimal.ZERO);
    BigDecimal amount = before.add(total).setScale(2, RoundingMode.HALF_UP);
    Map<String, Object> values = new HashMap<>();
    values.put("HasOpportunityLineItem", true);
    values.put("Amount", amount);
    OpportunityRules.expected(Optional.of(amount), opportunity.value("Probability"))
        .ifPresent(expected -> values.put("ExpectedRevenue", expected));
    set(opportunity, values, author);
  }

  /** Stores values past every rule: what Salesforce does itself, not somebody's save. */
  public Row set(Row row, Map<String, Object> values, Author author) {
    Map<String, Object> all = new HashMap<>(row.values());
    all.putAll(values);
    return store(full(row.sObject()), row.id(), all, author);
  }

  private void deleteChildren(
      SObjectType childType, ChildRelationship child, Row parent, Author author) {
    organization
        .withText(childType, child.field(), parent.id())
        .forEach(row -> delete(childType, row, author));
  }

  private Row saved(Save save) {
    RULES.forEach(rule -> rule.apply(save));
    return store(save.type(), save.id(), save.values(), save.author());
  }

  private Row store(SObjectType type, String id, Map<String, Object> values, Author author) {
    values.put("LastModifiedDate", organization.now());
    values.put("LastModifiedById", author.user());
    values.put("SystemModstamp", organization.now());
    Row row = new Row(type.name(), id, values);
    organization.rows().put(row);
    contactRoles.follow(row, author);
    return row;
  }

  private Map<String, Object> defaults(SObjectType type, Author author) {
    Map<String, Object> values = new HashMap<>();
    for (Field field : full(type).fields()) {
      if (field.type() == FieldType.BOOLEAN) {
        values.put(field.name(), false);
      }
      field.values().stream()
          .filter(PicklistValue::byDefault)
          .forEach(value -> values.put(field.name(), value.value()));
    }
    if (full(type).has("OwnerId")) {
      values.put("OwnerId", author.user());
    }
    values.put("CreatedDate", organization.now());
    values.put("CreatedById", author.user());
    return values;
  }

  private SObjectType full(SObjectType type) {
    return full(type.name());
  }

  private SObjectType full(String sObject) {
    return organization.schema().type(sObject).orElseThrow();
  }
}
