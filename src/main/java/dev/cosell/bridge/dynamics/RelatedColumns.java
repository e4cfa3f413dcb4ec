package dev.cosell.bridge.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.dynamics.Relatives.Relative;
import dev.cosell.bridge.dynamics.Relatives.Role;
import dev.cosell.bridge.mapping.Column;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.FieldType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Which columns of the rows around a record are read, and where they go: the mapping decides. */
final class RelatedColumns {

  /** Where a contact names its company. */
  static final String COMPANY = "_parentcustomerid_value";

  private static final String ACCOUNT = "account";
  private static final String CONTACT = "contact";
  private static final String CONTACT_TEAM = "parentcontactid";
  private static final String OWNER_TEAM = "ownerid";

  private final FieldMapping mapping;

  RelatedColumns(FieldMapping mapping) {
    this.mapping = mapping;
  }

  boolean haveAccount() {
    return mapping.columns().stream().anyMatch(column -> ACCOUNT.equals(column.table()));
  }

  boolean haveContact() {
    return hasTeam(CONTACT_TEAM)
        || mapping.columns().stream().anyMatch(column -> CONTACT.equals(column.table()));
  }

  boolean haveOwner() {
    return hasTeam(OWNER_TEAM);
  }

  private boolean hasTeam(String name) {
    return mapping.columns().stream()
        .anyMatch(column -> column.type() == FieldType.TEAM && column.name().equals(name));
  }

  /** Asks for a row by its id. */
  DataverseQuery query(Relative relative) {
    String table =
        switch (relative.role()) {
          case ACCOUNT, CUSTOMER -> "accounts";
          case PERSON, CONTACT -> "contacts";
          case OWNER -> "systemusers";
        };
    return DataverseQuery.of(table)
        .row(UUID.fromString(relative.id()))
        .select(columns(relative.role()).toArray(String[]::new));
  }

  private Set<String> columns(Role role) {
    return switch (role) {
      case ACCOUNT, CUSTOMER -> of(ACCOUNT, List.of());
      case PERSON -> Set.of(COMPANY);
      case CONTACT -> of(CONTACT, Person.CONTACT.columns());
      case OWNER -> new LinkedHashSet<>(Person.USER.columns());
    };
  }

  private Set<String> of(String table, List<String> always) {
    Set<String> names = new LinkedHashSet<>(always);
    mapping.columns().stream()
        .filter(column -> table.equals(column.table()))
        .map((Column column) -> RecordColumns.selected(column))
        .forEach(names::add);
    return names;
  }

  /** Puts a row, and the people in it, into the row of the record. */
  void put(Role role, JsonNode row, ObjectNode record) {
    switch (role) {
      case ACCOUNT, CUSTOMER -> record.set(ACCOUNT, row);
      case CONTACT -> {
        record.set(CONTACT, row);
        team(CONTACT_TEAM, Person.CONTACT, row, record);
      }
      case OWNER -> team(OWNER_TEAM, Person.USER, row, record);
      case PERSON -> throw new IllegalArgumentException("a person only leads to an account");
    }
  }

  private void team(String column, Person table, JsonNode row, ObjectNode record) {
    if (hasTeam(column)) {
      record.putArray(column).add(table.member(row));
    }
  }
}
