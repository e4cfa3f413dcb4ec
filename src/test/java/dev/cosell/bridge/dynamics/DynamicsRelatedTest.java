package dev.cosell.bridge.dynamics;

import static dev.cosell.bridge.dynamics.DynamicsDeal.ACCOUNT;
import static dev.cosell.bridge.dynamics.DynamicsDeal.CONTACT;
import static dev.cosell.bridge.dynamics.DynamicsDeal.LEAD;
import static dev.cosell.bridge.dynamics.DynamicsDeal.MAPPINGS;
import static dev.cosell.bridge.dynamics.DynamicsDeal.NOW;
import static dev.cosell.bridge.dynamics.DynamicsDeal.OPPORTUNITY;
import static dev.cosell.bridge.dynamics.DynamicsDeal.answer;
import static dev.cosell.bridge.dynamics.DynamicsDeal.headers;
import static dev.cosell.bridge.dynamics.DynamicsDeal.json;
import static dev.cosell.bridge.dynamics.DynamicsDeal.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.run.RunLog;
import dev.cosell.bridge.sync.CrmRecord;
import dev.cosell.bridge.sync.Progress;
import dev.cosell.bridge.sync.Synchronization;
import dev.cosell.bridge.sync.Trigger;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DynamicsRelatedTest {

  private static final String OWNER = "55555555-0000-4000-8000-000000000001";
  private static final String ALL =
      "{'_parentaccountid_value':'%s','_parentcontactid_value':'%s','_ownerid_value':'%s'}"
          .formatted(ACCOUNT, CONTACT, OWNER);
  private static final String CUSTOMER = "{'_customerid_value':'" + CONTACT + "'}";

  private final DynamicsRelated related = new DynamicsRelated(MAPPINGS);

  @Test
  void asksForTheMappedColumnsOfEachRowByItsId() {
    Synchronization deal = deal(OPPORTUNITY, ALL);
    Relatives relatives = related.relatives(deal);

    assertThat(asked(deal, relatives))
        .startsWith("accounts " + ACCOUNT)
        .contains("name", "address1_postalcode", "address1_country");
    related.take(deal, relatives, answer("{'name':'Contoso'}"));
    assertThat(asked(deal, relatives))
        .isEqualTo("contacts " + CONTACT + " firstname,lastname,emailaddress1,telephone1");
    related.take(deal, relatives, answer("{'lastname':'Example'}"));
    assertThat(asked(deal, relatives))
        .isEqualTo(
            "systemusers "
                + OWNER
                + " firstname,lastname,internalemailaddress,address1_telephone1,mobilephone");
    related.take(deal, relatives, answer("{'lastname':'Seller'}"));
    assertThat(relatives.isOpen()).isFalse();
  }

  @Test
  void putsEachRowWhereTheMappingLooksForIt() {
    Synchronization deal = deal(OPPORTUNITY, ALL);
    Relatives relatives = related.relatives(deal);

    deal = related.take(deal, relatives, answer("{'name':'Contoso','address1_country':'DE'}"));
    deal =
        related.take(
            deal,
            relatives,
            answer(
                "{'firstname':'Avery','lastname':'Example','emailaddress1':'avery@x.example','telephone1':null}"));
    deal =
        related.take(
            deal,
            relatives,
            answer(
                "{'firstname':'Robin','lastname':'Seller','internalemailaddress':'robin@y.example','mobilephone':'+15550102'}"));

    CrmRecord record = deal.knownRecord();
    assertThat(record.version()).isEqualTo("W/7");
    assertThat(MAPPINGS.opportunity().ofRecord(record.row()).toJson())
        .contains(
            "\"accountName\":\"Contoso\"",
            "\"country\":\"DE\"",
            "\"contactLastName\":\"Example\"",
            "\"customerTeam\":[{\"firstName\":\"Avery\",\"lastName\":\"Example\",\"email\":\"avery@x.example\"}]",
            "\"team\":[{\"firstName\":\"Robin\",\"lastName\":\"Seller\",\"email\":\"robin@y.example\",\"phoneNumber\":\"+15550102\"}]");
  }

  @Test
  void asksForNothingThatTheRecordDoesNotName() {
    assertThat(related.relatives(deal(OPPORTUNITY, "{'_ownerid_value':null}")).isOpen()).isFalse();
  }

  @Test
  void asksForNothingWhenThereIsNoRecord() {
    Synchronization without =
        Synchronization.begin(
            new Trigger(List.of(), 0, false), new RunLog(), new Progress(link(OPPORTUNITY)));

    assertThat(related.relatives(without).isOpen()).isFalse();
  }

  @Test
  void asksForNothingAroundALeadWhichHoldsItsCustomerItself() {
    assertThat(related.relatives(deal(LEAD, "{'_ownerid_value':'" + OWNER + "'}")).isOpen())
        .isFalse();
  }

  @Test
  void takesACustomerForAnAccountUntilItTurnsOutToBeAPerson() throws Exception {
    Synchronization deal = deal(OPPORTUNITY, CUSTOMER);
    Relatives relatives = related.relatives(deal);
    assertThat(asked(deal, relatives)).startsWith("accounts " + CONTACT);

    related.passOver(deal, relatives, refused(404));
    assertThat(asked(deal, relatives))
        .isEqualTo("contacts " + CONTACT + " _parentcustomerid_value");

    related.take(deal, relatives, answer("{'_parentcustomerid_value':'" + ACCOUNT + "'}"));
    assertThat(asked(deal, relatives)).startsWith("accounts " + ACCOUNT);
    deal = related.take(deal, relatives, answer("{'name':'Contoso'}"));
    assertThat(deal.knownRecord().row().path("account").path("name").asText()).isEqualTo("Contoso");
    assertThat(relatives.isOpen()).isFalse();
  }

  @Test
  void goesOnWithoutTheCompanyOfAPersonWhoHasNone() throws Exception {
    Synchronization deal = deal(OPPORTUNITY, CUSTOMER);
    Relatives relatives = related.relatives(deal);
    related.passOver(deal, relatives, refused(404));

    related.take(deal, relatives, answer("{'_parentcustomerid_value':null}"));

    assertThat(relatives.isOpen()).isFalse();
  }

  @Test
  void saysInTheRunThatTheOwnerIsUnknown() throws Exception {
    Synchronization deal = deal(OPPORTUNITY, "{'_ownerid_value':'" + OWNER + "'}");
    Relatives relatives = related.relatives(deal);

    related.passOver(deal, relatives, refused(404));

    assertThat(deal.log().detail(List.of(), 0).steps())
        .singleElement()
        .asString()
        .contains("the owner of the record is no user");
    assertThat(deal.knownRecord().row().has("ownerid")).isFalse();
    assertThat(relatives.isOpen()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "_ownerid_value, 404, true",
    "_ownerid_value, 403, true",
    "_ownerid_value, 400, true",
    "_ownerid_value, 401, false",
    "_ownerid_value, 503, false",
    "_parentcontactid_value, 404, true",
    "_parentcontactid_value, 403, false",
    "_parentcontactid_value, 400, false",
    "_parentaccountid_value, 404, true",
    "_parentaccountid_value, 429, false"
  })
  void passesOverOnlyWhatIsNotThereOrAnOwnerThatIsNotOursToSee(
      String lookup, int status, boolean isAbsent) {
    Synchronization deal = deal(OPPORTUNITY, "{'" + lookup + "':'" + OWNER + "'}");
    Relatives relatives = related.relatives(deal);

    assertThatThrownBy(() -> related.passOver(deal, relatives, new IllegalStateException("other")))
        .hasMessage("other");
    ThrowingCallable passOver = () -> related.passOver(deal, relatives, refused(status));
    if (isAbsent) {
      assertThatCode(passOver).doesNotThrowAnyException();
      assertThat(relatives.isOpen()).isFalse();
    } else {
      assertThatThrownBy(passOver).isInstanceOf(DataverseException.class);
      assertThat(relatives.isOpen()).isTrue();
    }
  }

  private static DataverseException refused(int status) {
    return new DataverseException(status, null, null, "refused");
  }

  private String asked(Synchronization deal, Relatives relatives) {
    Map<String, Object> headers = headers(it -> related.next(deal, relatives, it));
    return path(headers)
        + " "
        + headers.get("CamelOlingo4.keyPredicate")
        + " "
        + headers.get("CamelOlingo4.$select");
  }

  /** A deal that is in the CRM only. */
  private static Synchronization deal(RecordId record, String row) {
    return Synchronization.begin(
            new Trigger(List.of(), 0, false), new RunLog(), new Progress(link(record)))
        .withRecord(new CrmRecord(record, "W/7", NOW, json(row)));
  }

  private static Link link(RecordId record) {
    return new Link(
        1, null, record, null, LinkState.NEW, null, json("{}"), null, null, null, null, NOW, NOW);
  }
}
