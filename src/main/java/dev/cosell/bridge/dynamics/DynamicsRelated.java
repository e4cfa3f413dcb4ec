package dev.cosell.bridge.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.dynamics.Relatives.Relative;
import dev.cosell.bridge.dynamics.Relatives.Role;
import dev.cosell.bridge.sync.CrmRecord;
import dev.cosell.bridge.sync.Mappings;
import dev.cosell.bridge.sync.Synchronization;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Headers;
import org.apache.camel.Variable;

/**
 * Reads what stands around a record: the account of its customer, the contact and the owner. The
 * record's row gets them as {@code account} and {@code contact}, and as people under the columns of
 * the mapping's teams.
 */
final class DynamicsRelated {

  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;

  private final Mappings mappings;

  DynamicsRelated(Mappings mappings) {
    this.mappings = mappings;
  }

  /** Which rows the synchronization wants; a lookup that is empty needs no call. */
  public Relatives relatives(@Body Synchronization synchronization) {
    Relatives relatives = new Relatives();
    Set<String> wanted = synchronization.relatedWanted(mappings);
    if (!wanted.isEmpty()) {
      CrmRecord record = synchronization.knownRecord();
      RelatedColumns columns = columns(synchronization);
      if (wanted.contains("account") && columns.haveAccount()) {
        addAccount(record, relatives);
      }
      if (wanted.contains("contact") && columns.haveContact()) {
        relatives.add(Role.CONTACT, lookup(record, RecordTable.CONTACT));
      }
      if (wanted.contains("owner") && columns.haveOwner()) {
        relatives.add(Role.OWNER, lookup(record, RecordTable.OWNER));
      }
    }
    return relatives;
  }

  private static void addAccount(CrmRecord record, Relatives relatives) {
    boolean isNamed = !lookup(record, RecordTable.ACCOUNT).isEmpty();
    relatives.add(
        isNamed ? Role.ACCOUNT : Role.CUSTOMER,
        lookup(record, isNamed ? RecordTable.ACCOUNT : RecordTable.CUSTOMER));
  }

  private static String lookup(CrmRecord record, String column) {
    return record.row().path(column).asText("");
  }

  /** Headers for the next row. */
  public void next(
      @Body Synchronization synchronization,
      @Variable("relatives") Relatives relatives,
      @Headers Map<String, Object> headers) {
    columns(synchronization).query(relatives.current()).applyTo(headers);
  }

  private RelatedColumns columns(Synchronization synchronization) {
    return new RelatedColumns(mappings.of(synchronization.knownRecord().id()));
  }

  /** Puts a row where the mapping looks for it. */
  public Synchronization take(
      @Body Synchronization synchronization,
      @Variable("relatives") Relatives relatives,
      @Variable("answer") DataverseAnswer answer) {
    Relative relative = relatives.done();
    JsonNode row = Objects.requireNonNullElseGet(answer.row(), answer::body);
    if (relative.role() == Role.PERSON) {
      relatives.add(Role.ACCOUNT, row.path(RelatedColumns.COMPANY).asText(""));
      return synchronization;
    }
    if (relative.role() == Role.OWNER && !Person.USER.isComplete(row)) {
      synchronization
          .log()
          .step(
              "the owner is not sent: Partner Center wants first name, last name, e-mail and phone");
      return synchronization;
    }
    CrmRecord record = synchronization.knownRecord();
    ObjectNode richer = record.row().deepCopy();
    columns(synchronization).put(relative.role(), row, richer);
    return synchronization.withRecord(record.with(richer));
  }

  /**
   * Goes on without a row that is not there, or with an owner that is not ours to see; a customer
   * that is no account is a person.
   *
   * @throws Exception the failure itself, when it is another one
   */
  public void passOver(
      @Body Synchronization synchronization,
      @Variable("relatives") Relatives relatives,
      @ExchangeException Exception failure)
      throws Exception {
    if (!isAbsent(relatives.current().role(), failure)) {
      throw failure;
    }
    Relative relative = relatives.done();
    switch (relative.role()) {
      case CUSTOMER -> relatives.add(Role.PERSON, relative.id());
      case ACCOUNT, PERSON -> synchronization.log().step("the account of the record is not there");
      case CONTACT -> synchronization.log().step("the contact of the record is not there");
      case OWNER ->
          synchronization
              .log()
              .step("the owner of the record is no user that can be read, a team perhaps");
    }
  }

  private static boolean isAbsent(Role role, Exception failure) {
    return failure instanceof DataverseException refused
        && (refused.isMissing()
            || (role == Role.OWNER
                && (refused.getStatus() == FORBIDDEN || refused.getStatus() == BAD_REQUEST)));
  }
}
