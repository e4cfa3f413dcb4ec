package dev.cosell.bridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Which field of a referral stands in which column of the CRM, for one CRM and one entity.
 * Immutable.
 */
public final class FieldMapping {

  private final String crm;
  private final String entity;
  private final Map<String, MappedField> fields;
  private final SnapshotReader reader;

  FieldMapping(String crm, String entity, List<MappedField> fields) {
    this.crm = crm;
    this.entity = entity;
    this.fields = new LinkedHashMap<>();
    fields.forEach(it -> this.fields.put(it.name(), it));
    this.reader = new SnapshotReader(fields);
  }

  /**
   * Loads a mapping file.
   *
   * @throws MappingException naming every mistake of the file with its line
   */
  public static FieldMapping load(Path file) {
    return MappingFile.load(file);
  }

  /** The CRM, as in the setting {@code cosell.crm}. */
  public String crm() {
    return crm;
  }

  /** {@code opportunity} or {@code lead}. */
  public String entity() {
    return entity;
  }

  /** Every row, in the order of the file. */
  public List<MappedField> fields() {
    return List.copyOf(fields.values());
  }

  /**
   * One row.
   *
   * @throws IllegalArgumentException when the mapping has no such field
   */
  public MappedField field(String name) {
    MappedField field = fields.get(name);
    if (field == null) {
      throw new IllegalArgumentException(
          "The mapping of " + crm + " " + entity + " has no field " + name);
    }
    return field;
  }

  /**
   * The row that plays a role; every loaded mapping has each role.
   *
   * @throws java.util.NoSuchElementException for an optional one that this CRM does not have
   */
  public MappedField field(Role role) {
    return find(role).orElseThrow();
  }

  /** The row that plays a role, empty where the CRM does not have its column. */
  public Optional<MappedField> find(Role role) {
    return fields.values().stream().filter(it -> it.role() == role).findFirst();
  }

  /** The same mapping without these fields, which the CRM does not have. */
  public FieldMapping without(Set<String> names) {
    return new FieldMapping(
        crm, entity, fields().stream().filter(it -> !names.contains(it.name())).toList());
  }

  /** The same mapping with other columns, as the CRM calls them. */
  public FieldMapping naming(UnaryOperator<Column> columns) {
    return new FieldMapping(crm, entity, fields().stream().map(it -> it.naming(columns)).toList());
  }

  /** The column that plays a role; of a status the one that the row names. */
  public Column column(Role role) {
    return field(role).column();
  }

  /**
   * Every column that a reader of records must fetch, those of related rows and of the status
   * included.
   */
  public Set<Column> columns() {
    Set<Column> columns = new LinkedHashSet<>();
    fields.values().stream().flatMap(FieldMapping::columnsOf).forEach(columns::add);
    return columns;
  }

  private static Stream<Column> columnsOf(MappedField field) {
    return Stream.concat(
        field.columns().stream(), Stream.ofNullable(field.presence().computedWhen()));
  }

  /** Whether the CRM computes anything of this record. */
  public boolean isComputed(JsonNode row) {
    return fields.values().stream().anyMatch(it -> it.isComputed(row));
  }

  /** The fields that find an existing account together. Empty: the entity has no account. */
  public List<MappedField> accountMatch() {
    return fields.values().stream().filter(MappedField::match).toList();
  }

  /**
   * What a referral says.
   *
   * @throws MappingException when an expression fails
   */
  public Snapshot ofReferral(JsonNode referral) {
    return reader.ofReferral(referral);
  }

  /**
   * What a record says.
   *
   * @param row the record's columns by name; related rows nested under {@code account} and {@code
   *     contact}, a currency as its ISO code and people as a list of members, each under the name
   *     of their column
   */
  public Snapshot ofRecord(JsonNode row) {
    return reader.ofRecord(row);
  }

  /**
   * What to write into the CRM. Fields that do not travel to the CRM at that moment are passed
   * over.
   *
   * @param referral tells the exact status and whether a text was cut
   * @param values the values to be written, in normal form
   * @param names the fields to be written
   */
  public ColumnWrites columns(
      JsonNode referral, Snapshot values, Set<String> names, Moment moment) {
    ColumnWriter writer = new ColumnWriter(referral, moment, reader);
    fields.values().stream()
        .filter(it -> names.contains(it.name()) && it.isCompared() && it.toCrm().include(moment))
        .forEach(it -> writer.write(it, values.get(it.name())));
    return writer.writes();
  }

  /**
   * What to send to Partner Center for one field.
   *
   * @param value in normal form
   * @return empty when the field does not travel at that moment, when Partner Center takes no such
   *     value (an amount cannot be emptied), or for status, team and solutions, which need more
   *     than one value
   * @throws IllegalArgumentException when the mapping has no such field
   */
  public Optional<PatchOperation> patch(String name, JsonNode value, Moment moment) {
    return PatchWriter.patch(field(name), value, moment);
  }

  /**
   * The referral that a record asks for, without what every new referral has alike: type, consent,
   * target. Lists are complete; a person without an e-mail address is left out.
   *
   * @param record what the record says
   */
  public ObjectNode newReferral(Snapshot record) {
    ReferralBody body = new ReferralBody();
    // a whole list before single values of its elements
    newReferralFields().stream()
        .sorted(Comparator.comparing(it -> it.type() != FieldType.TEAM))
        .forEach(it -> body.add(it, record.get(it.name())));
    return body.body();
  }

  /** The fields that make up a new referral, in the order of the file. */
  public List<MappedField> newReferralFields() {
    return fields.values().stream().filter(ReferralBody::holds).toList();
  }

  /**
   * What to send to Partner Center so that a referral takes over values. Fields that do not travel
   * to Partner Center on update are passed over.
   *
   * @param referral the referral as it is: what stays of its lists is kept as it is there
   * @param values the values to be sent, in normal form
   * @param names the fields to be sent
   */
  public ReferralChanges changes(JsonNode referral, Snapshot values, Set<String> names) {
    ReferralWriter writer = new ReferralWriter(referral, ofReferral(referral));
    fields.values().stream()
        .filter(it -> names.contains(it.name()))
        .forEach(it -> writer.write(it, values.get(it.name())));
    return writer.changes();
  }

  /**
   * Whether the CRM's column is too short for what the referral holds, so that the CRM's value says
   * nothing about the rest.
   *
   * @throws IllegalArgumentException when the mapping has no such field
   */
  public boolean isShortened(String name, JsonNode referral) {
    return reader.isCut(field(name), referral);
  }
}
