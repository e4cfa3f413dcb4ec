package dev.cosell.bridge.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.FieldType;
import dev.cosell.bridge.salesforce.Relatives.Kind;
import dev.cosell.bridge.salesforce.Relatives.Relative;
import dev.cosell.bridge.sync.CrmRecord;
import dev.cosell.bridge.sync.Mappings;
import dev.cosell.bridge.sync.Synchronization;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Headers;
import org.apache.camel.Variable;

/**
 * Reads what stands around a record: the account, the primary contact and the owner. The record's
 * row gets them as {@code account} and {@code contact}, and as people under the columns of the
 * mapping's teams.
 */
final class SalesforceRelated {

  private static final String ACCOUNT = "account";
  private static final String CONTACT = "contact";

  /** The default of the shipped mappings, and of Salesforce's own tools. */
  private static final String NOT_PROVIDED = "[not provided]";

  private final Mappings mappings;
  private final SalesforceOrganization organization;
  private final SalesforceApi api;
  private final SalesforceRows rows;

  SalesforceRelated(Mappings mappings, SalesforceOrganization organization, SalesforceApi api) {
    this.mappings = mappings;
    this.organization = organization;
    this.api = api;
    this.rows = new SalesforceRows(organization);
  }

  /** Which rows the synchronization wants; a lookup that is empty needs no call. */
  public Relatives relatives(@Body Synchronization synchronization) {
    Relatives relatives = new Relatives();
    Set<String> wanted = synchronization.relatedWanted(mappings);
    if (!wanted.isEmpty()) {
      CrmRecord record = synchronization.knownRecord();
      FieldMapping mapping = mappings.of(record.id());
      if (wanted.contains(ACCOUNT) && has(mapping, ACCOUNT)) {
        relatives.add(Kind.ACCOUNT, lookup(record, OrgFields.ACCOUNT));
      }
      if (wanted.contains(CONTACT)
          && (has(mapping, CONTACT) || hasTeam(mapping, OrgFields.CONTACT))) {
        addContact(record, relatives);
      }
      if (wanted.contains("owner") && hasTeam(mapping, OrgFields.OWNER)) {
        relatives.add(Kind.OWNER, lookup(record, OrgFields.OWNER));
      }
    }
    return relatives;
  }

  private void addContact(CrmRecord record, Relatives relatives) {
    boolean isTold = organization.facts().object(OrgFacts.OPPORTUNITY).has(OrgFields.CONTACT);
    if (isTold) {
      relatives.add(Kind.CONTACT, lookup(record, OrgFields.CONTACT));
    } else {
      relatives.add(Kind.CONTACT_ROLE, record.id().value());
    }
  }

  private static boolean has(FieldMapping mapping, String table) {
    return mapping.columns().stream().anyMatch(column -> table.equals(column.table()));
  }

  private static boolean hasTeam(FieldMapping mapping, String column) {
    return mapping.columns().stream()
        .anyMatch(
            it -> it.type() == FieldType.TEAM && it.table() == null && it.name().equals(column));
  }

  private static String lookup(CrmRecord record, String field) {
    return SalesforceRows.text(record.row(), field);
  }

  /** Headers for the next row. */
  public void next(
      @Body Synchronization synchronization,
      @Variable("relatives") Relatives relatives,
      @Headers Map<String, Object> headers) {
    FieldMapping mapping = mappings.of(synchronization.knownRecord().id());
    Relative relative = relatives.current();
    Soql query =
        switch (relative.kind()) {
          case ACCOUNT -> byId(fields(mapping, ACCOUNT, List.of()), OrgFacts.ACCOUNT, relative);
          case CONTACT -> byId(fields(mapping, CONTACT, Person.FIELDS), OrgFacts.CONTACT, relative);
          case OWNER -> byId(new LinkedHashSet<>(Person.FIELDS), "User", relative);
          case CONTACT_ROLE ->
              Soql.select(List.of(OrgFields.CONTACT), "OpportunityContactRole")
                  .where("OpportunityId", relative.id())
                  .where("IsPrimary", true)
                  .limit(1);
        };
    api.query(query).applyTo(headers);
  }

  private static Soql byId(Set<String> fields, String object, Relative relative) {
    return Soql.select(fields, object).where(OrgFields.ID, relative.id()).limit(1);
  }

  private Set<String> fields(FieldMapping mapping, String table, List<String> always) {
    Set<String> fields = new LinkedHashSet<>(List.of(OrgFields.ID));
    fields.addAll(always);
    fields.addAll(OrgFields.ofRelated(mapping, organization.facts(), table));
    return fields;
  }

  /** Puts a row where the mapping looks for it; goes on without one that is not there. */
  public Synchronization take(
      @Body Synchronization synchronization,
      @Variable("relatives") Relatives relatives,
      @Variable("answer") SalesforceAnswer answer) {
    Relative relative = relatives.done();
    List<JsonNode> found = answer.records();
    if (found.isEmpty()) {
      synchronization.log().step(absent(relative.kind()));
      return synchronization;
    }
    JsonNode row = known(found.get(0));
    if (relative.kind() == Kind.CONTACT_ROLE) {
      relatives.add(Kind.CONTACT, SalesforceRows.text(row, OrgFields.CONTACT));
      return synchronization;
    }
    if (relative.kind() == Kind.OWNER && !Person.isComplete(row)) {
      synchronization
          .log()
          .step(
              "the owner is not sent: Partner Center wants first name, last name, e-mail and phone");
      return synchronization;
    }
    return richer(synchronization, relative.kind(), row);
  }

  /** Without what stands where Salesforce demands a value that nobody knew; it is no one's name. */
  private static JsonNode known(JsonNode row) {
    ObjectNode known = row.deepCopy();
    known.removeIf(value -> NOT_PROVIDED.equals(value.asText()));
    return known;
  }

  private Synchronization richer(Synchronization synchronization, Kind kind, JsonNode row) {
    CrmRecord record = synchronization.knownRecord();
    FieldMapping mapping = mappings.of(record.id());
    ObjectNode richer = record.row().deepCopy();
    if (kind == Kind.ACCOUNT) {
      richer.set(ACCOUNT, rows.related(mapping, ACCOUNT, row));
    } else if (kind == Kind.CONTACT) {
      richer.set(CONTACT, rows.related(mapping, CONTACT, row));
      addMember(mapping, OrgFields.CONTACT, row, richer);
    } else {
      addMember(mapping, OrgFields.OWNER, row, richer);
    }
    return synchronization.withRecord(record.with(richer));
  }

  private static void addMember(
      FieldMapping mapping, String column, JsonNode person, ObjectNode row) {
    if (hasTeam(mapping, column)) {
      row.putArray(column).add(Person.member(person));
    }
  }

  private static String absent(Kind kind) {
    return switch (kind) {
      case ACCOUNT -> "the account of the record is not there";
      case CONTACT, CONTACT_ROLE -> "the contact of the record is not there";
      case OWNER -> "the owner of the record is no user that can be read, a queue perhaps";
    };
  }
}
