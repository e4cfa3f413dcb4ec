package dev.cosell.bridge.sync;

import static dev.cosell.bridge.sync.DealFixture.CRM;
import static dev.cosell.bridge.sync.DealFixture.MAPPINGS;
import static dev.cosell.bridge.sync.DealFixture.json;
import static dev.cosell.bridge.sync.DealFixture.referral;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.crm.EveryCrm;
import dev.cosell.bridge.mapping.PatchOperation;
import dev.cosell.bridge.mapping.Snapshot;
import dev.cosell.bridge.run.RunDetail.FieldChange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@EveryCrm
class SendingTest {

  private static final String NOT_ACCEPTED =
      "the deal is not accepted yet; take it off hold to accept it, your changes go out then";
  private static final String NEW = "{'status':'New','substatus':'Pending'}";
  private static final String TEAM = "[{'email':'kim@customer.example'}]";

  @ParameterizedTest
  @ValueSource(strings = {"Won", "Lost", "Declined", "Expired", "Error"})
  void holdsEveryEditOfADealThatIsFinal(String substatus) {
    Sending sending =
        sending(
            "{'status':'Closed','substatus':'" + substatus + "'}",
            "{'notes':'Other','dealValue':1,'status':'on-hold'}");

    assertThat(sending.write()).isNull();
    assertThat(sending.waiting()).isEmpty();
    assertThat(sending.reason())
        .isEqualTo(
            "Not sent to Partner Center: deal value, notes, status: the deal is closed as "
                + substatus
                + " in Partner Center, which is final");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'notes':'Other'}", "{'notes':'Other','status':'on-hold'}"})
  void holdsTheEditsOfADealThatNobodyHasAccepted(String values) {
    Sending sending = sending(NEW, values);

    assertThat(sending.write()).isNull();
    assertThat(sending.reason()).isEqualTo("Not sent to Partner Center: notes: " + NOT_ACCEPTED);
  }

  @ParameterizedTest
  @CsvSource({"in-progress,Active,Accepted", "won,Closed,Won", "lost,Closed,Declined"})
  void takingADealOffHoldSendsEverythingTheStatusLast(
      String stage, String status, String substatus) {
    Sending sending = sending(NEW, "{'status':'" + stage + "','notes':'Other'}");

    assertThat(sent(sending))
        .containsExactly(
            "replace /details/notes \"Other\"",
            "replace /status \"" + status + "\"",
            "replace /substatus \"" + substatus + "\"");
    assertThat(sending.reason()).isNull();
  }

  @Test
  void anAcceptedDealThatIsPutOnHoldWaitsWithoutAComplaint() {
    Sending sending = sending("{}", "{'status':'on-hold','notes':'Other'}");

    assertThat(sending.waiting()).containsExactly("status");
    assertThat(sending.reason()).isNull();
    assertThat(sent(sending)).containsExactly("replace /details/notes \"Other\"");
  }

  @Test
  void holdsTheValueThatPartnerCenterHasFixedButNoOther() {
    String locked = "{'locked customerTeam':" + TEAM + "}";

    Sending again = sending("{}", locked, "{'customerTeam':" + TEAM + ",'notes':'Other'}");
    Sending another = sending("{}", locked, "{'customerTeam':[{'email':'sam@customer.example'}]}");

    assertThat(again.reason())
        .isEqualTo(
            "Not sent to Partner Center: customer team: Partner Center has fixed it since the deal"
                + " was shared");
    assertThat(sent(again)).containsExactly("replace /details/notes \"Other\"");
    assertThat(another.reason()).isNull();
    assertThat(sent(another)).hasSize(1);
  }

  @Test
  void neverCutsATextThatTheCrmCannotHold() {
    String whole = "x".repeat(CRM.longestNotes() + 1);

    Sending sending = sending("{'details':{'notes':'" + whole + "'}}", "{'notes':'long'}");

    assertThat(sending.write()).isNull();
    assertThat(sending.reason())
        .startsWith("Not sent to Partner Center: notes: ")
        .endsWith("edit it in Partner Center");
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "null"})
  void neverHidesADealFromMicrosoftAgain(String hidden) {
    Sending sending = sending("{}", "{'visibleToMicrosoft':" + hidden + "}");

    assertThat(sending.write()).isNull();
    assertThat(sending.reason())
        .isEqualTo(
            "Not sent to Partner Center: visible to microsoft: a deal that was made visible to"
                + " Microsoft cannot be hidden again");
  }

  @Test
  void showsADealToMicrosoft() {
    Sending sending =
        sending(
            "{'consent':{'consentToShareReferralWithMicrosoftSellers':false}}",
            "{'visibleToMicrosoft':true}");

    assertThat(sent(sending))
        .containsExactly("replace /consent/consentToShareReferralWithMicrosoftSellers true");
    assertThat(sending.reason()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "dealValue,deal value",
    "currency,currency",
    "closingDate,closing date",
    "customerTeam,customer team",
    "status,status"
  })
  void holdsAnEmptiedFieldThatPartnerCenterCannotEmpty(String field, String label) {
    Sending sending = sending("{}", "{'" + field + "':null}");

    assertThat(sending.write()).isNull();
    assertThat(sending.reason())
        .isEqualTo(
            "Not sent to Partner Center: " + label + ": Partner Center does not take this value");
  }

  @Test
  void emptiesATextThatTheSellerEmptied() {
    assertThat(sent(sending("{}", "{'notes':null}")))
        .containsExactly("replace /details/notes \"\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]"})
  void asksForASolutionWhereTheSellerRemovedTheLast(String none) {
    Sending sending = sending("{}", "{'solutions':" + none + "}");

    assertThat(sending.write()).isNull();
    assertThat(sending.reason())
        .isEqualTo("Not sent to Partner Center: solutions: a solution id is required");
  }

  @Test
  void holdsMoreSolutionsThanPartnerCenterTakes() {
    String ids =
        IntStream.range(0, 51).mapToObj(id -> "'S" + id + "'").collect(Collectors.joining(","));

    assertThat(sending("{}", "{'solutions':[" + ids + "]}").reason()).contains("solutions: ");
  }

  @Test
  void sendsWhatItMayWhileTheRestIsHeldGroupedByReason() {
    Sending sending =
        sending(
            "{}",
            "{'currency':null,'notes':'Other','solutions':null,'dealValue':null,"
                + "'visibleToMicrosoft':false,'closingDate':'2031-02-03'}");

    assertThat(sent(sending))
        .containsExactly(
            "replace /details/closingDateTime \"2031-02-03T00:00:00Z\"",
            "replace /details/notes \"Other\"");
    assertThat(Objects.requireNonNull(sending.write()).fields())
        .containsExactlyInAnyOrder("notes", "closingDate");
    assertThat(sending.reason())
        .isEqualTo(
            "Not sent to Partner Center: visible to microsoft: a deal that was made visible to"
                + " Microsoft cannot be hidden again; currency, deal value: Partner Center does not"
                + " take this value; solutions: a solution id is required");
  }

  @Test
  void tellsTheRunWhatStoodThereBefore() {
    assertThat(Objects.requireNonNull(sending("{}", "{'dealValue':61000.5}").write()).changes())
        .extracting(FieldChange::toString)
        .containsExactly(
            "FieldChange[field=dealValue, side=partner-center, from=50000, to=61000.5]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'status':'in-progress'}", "{'solutions':['SOL-1-A','SOL-2-B']}"})
  void sendsNothingWherePartnerCenterHoldsItAlready(String values) {
    Sending sending = sending("{}", values);

    assertThat(sending.write()).isNull();
    assertThat(sending.reason()).isNull();
    assertThat(sending.waiting()).isEmpty();
  }

  private static Sending sending(String referral, String values) {
    return sending(referral, "{}", values);
  }

  private static Sending sending(String referral, String base, String values) {
    Map<String, JsonNode> wanted = new LinkedHashMap<>();
    json(values).properties().forEach(it -> wanted.put(it.getKey(), it.getValue()));
    return new Sending(
        MAPPINGS.opportunity(),
        referral(referral),
        Snapshot.fromJson(json(base).toString()),
        wanted);
  }

  private static List<String> sent(Sending sending) {
    return Objects.requireNonNull(sending.write()).operations().stream()
        .map(SendingTest::words)
        .toList();
  }

  private static String words(PatchOperation operation) {
    return operation.op() + " " + operation.path() + " " + operation.value();
  }
}
