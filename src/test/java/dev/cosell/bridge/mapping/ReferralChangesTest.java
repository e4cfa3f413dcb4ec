package dev.cosell.bridge.mapping;

import static dev.cosell.bridge.mapping.MappingText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferralChangesTest {

  private static final FieldMapping MAPPING =
      FieldMapping.load(Path.of("routes/mappings/dynamics-opportunity.yaml"));

  private static final JsonNode REFERRAL =
      json(
          """
          {"status": "Active", "substatus": "Accepted",
           "consent": {"consentToShareReferralWithMicrosoftSellers": true},
           "customerProfile": {"team": [{"title": "CIO", "firstName": "Avery", "lastName": "Example",
             "phoneNumber": "+15550100", "email": "Avery@Customer.example", "contactPreference": {"locale": null}}]},
           "details": {"dealValue": 1, "currency": "USD",
             "requirements": {"solutions": [{"id": "A", "name": "Alpha", "type": "None", "price": 5},
               {"id": "B", "type": "Name", "publisherName": "P"}]}},
           "team": [{"firstName": "Robin", "lastName": "Seller", "phoneNumber": "1", "email": "robin@p.example"}]}
          """);

  @Test
  void followsTheOrderOfTheMappingWithTheStatusLast() {
    ReferralChanges changes =
        changes(
            REFERRAL,
            """
            {"status": "won", "notes": "New", "closingDate": "2030-12-01", "currency": "EUR", "dealValue": 10.5}""");
    assertThat(text(changes))
        .isEqualTo(
            """
            replace /details/dealValue 10.5
            replace /details/currency "EUR"
            replace /details/closingDateTime "2030-12-01T00:00:00Z"
            replace /details/notes "New"
            replace /status "Closed"
            replace /substatus "Won\"""");
    assertThat(changes.unwritable()).isEmpty();
  }

  @Test
  void onlyChangesTheFieldsThatAreNamed() {
    Snapshot values = Snapshot.fromJson("{\"notes\": \"New\", \"dealValue\": 7}");
    assertThat(text(MAPPING.changes(REFERRAL, values, Set.of("dealValue"))))
        .isEqualTo("replace /details/dealValue 7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"name", "help", "country", "contactEmail", "referralId", "audit", "other"})
  void passesOverWhatIsFixedAfterCreation(String field) {
    ReferralChanges changes =
        MAPPING.changes(
            REFERRAL, Snapshot.fromJson("{}").with(field, TextNode.valueOf("x")), Set.of(field));
    assertThat(changes.operations()).isEmpty();
    assertThat(changes.unwritable()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dealValue",
        "currency",
        "closingDate",
        "visibleToMicrosoft",
        "solutions",
        "team",
        "customerTeam",
        "status"
      })
  void saysWhatCannotBeEmptied(String field) {
    ReferralChanges changes = MAPPING.changes(REFERRAL, Snapshot.fromJson("{}"), Set.of(field));
    assertThat(changes.operations()).isEmpty();
    assertThat(changes.unwritable()).containsExactly(field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"dealValue": "ten"}
          {"closingDate": "soon"}
          {"visibleToMicrosoft": false}
          {"visibleToMicrosoft": "maybe"}
          {"status": "1/77"}
          """)
  void saysWhatPartnerCenterDoesNotTake(String values) {
    ReferralChanges changes = changes(REFERRAL, values);
    assertThat(changes.operations()).isEmpty();
    assertThat(changes.unwritable()).isEqualTo(Snapshot.fromJson(values).fields());
  }

  @Test
  void sharesADealWithMicrosoft() {
    JsonNode secret =
        json("{\"consent\": {\"consentToShareReferralWithMicrosoftSellers\": false}}");
    assertThat(text(changes(secret, "{\"visibleToMicrosoft\": true}")))
        .isEqualTo("replace /consent/consentToShareReferralWithMicrosoftSellers true");
  }

  @ParameterizedTest
  @CsvSource({
    "New,Pending,in-progress,Active/Accepted",
    "New,Received,won,Closed/Won",
    "New,Pending,lost,Closed/Declined",
    "Active,Accepted,won,Closed/Won",
    "Active,Accepted,lost,Closed/Lost"
  })
  void movesTheStatusByTheStateMachine(
      String status, String substatus, String stage, String expected) {
    ReferralChanges changes = move(status, substatus, stage);
    assertThat(changes.unwritable()).isEmpty();
    assertThat(
            changes.operations().stream()
                .map(it -> it.value().asText())
                .collect(Collectors.joining("/")))
        .isEqualTo(expected);
    assertThat(changes.operations())
        .extracting(PatchOperation::path)
        .containsExactly("/status", "/substatus");
  }

  @ParameterizedTest
  @CsvSource({
    "Active,Accepted,on-hold",
    "Closed,Won,lost",
    "Closed,Lost,won",
    "Closed,Declined,in-progress",
    "Closed,Expired,on-hold",
    "Brand,New,won",
    "Active,Accepted,unheard-of"
  })
  void neverMovesTheStatusAgainstTheStateMachine(String status, String substatus, String stage) {
    ReferralChanges changes = move(status, substatus, stage);
    assertThat(changes.operations()).isEmpty();
    assertThat(changes.unwritable()).containsExactly("status");
  }

  @ParameterizedTest
  @CsvSource({
    "New,Pending,on-hold",
    "Active,Accepted,in-progress",
    "Closed,Won,won",
    "Closed,Declined,lost",
    "Closed,Expired,lost"
  })
  void leavesAStatusThatIsReached(String status, String substatus, String stage) {
    assertThat(move(status, substatus, stage))
        .isEqualTo(new ReferralChanges(java.util.List.of(), Set.of()));
  }

  @Test
  void appendsASolutionThatIsNew() {
    assertThat(text(changes(REFERRAL, "{\"solutions\": [\"A\", \"B\", \"C\", \"D\"]}")))
        .isEqualTo(
            """
            add /details/requirements/solutions/- {"type":"Name","id":"C"}
            add /details/requirements/solutions/- {"type":"Name","id":"D"}""");
  }

  @Test
  void removesASolutionAndLeavesTheOthersAsTheyAre() {
    assertThat(text(changes(REFERRAL, "{\"solutions\": [\"A\", \"C\"]}")))
        .isEqualTo(
            "replace /details/requirements/solutions"
                + " [{\"id\":\"A\",\"name\":\"Alpha\",\"type\":\"None\",\"price\":5},"
                + "{\"type\":\"Name\",\"id\":\"C\"}]");
  }

  @Test
  void writesNothingForAListThatIsThereAlready() {
    assertThat(changes(REFERRAL, "{\"solutions\": [\"A\", \"B\"]}").operations()).isEmpty();
    assertThat(changes(REFERRAL, "{\"solutions\": [\"A\", \"B\"]}").unwritable()).isEmpty();
    String team = MAPPING.ofReferral(REFERRAL).get("team").toString();
    assertThat(changes(REFERRAL, "{\"team\": " + team + "}"))
        .isEqualTo(new ReferralChanges(java.util.List.of(), Set.of()));
  }

  @Test
  void keepsASolutionThatTheCrmHasNoRoomFor() {
    FieldMapping mapping =
        MappingText.with(
            "solutions: {referral: /details/requirements/solutions, crm: s, type: solutions, max: 1}");
    assertThat(
            text(
                mapping.changes(
                    REFERRAL, Snapshot.fromJson("{\"solutions\": [\"C\"]}"), Set.of("solutions"))))
        .isEqualTo(
            "replace /details/requirements/solutions"
                + " [{\"id\":\"B\",\"type\":\"Name\",\"publisherName\":\"P\"},{\"type\":\"Name\",\"id\":\"C\"}]");
  }

  @Test
  void makesAListWhereThereIsNone() {
    assertThat(text(changes(json("{}"), "{\"solutions\": [\"A\"]}")))
        .isEqualTo("replace /details/requirements/solutions [{\"type\":\"Name\",\"id\":\"A\"}]");
  }

  @Test
  void appendsAPersonWhoIsNew() {
    String team =
        """
        {"team": [{"firstName": "Kim", "email": "kim@p.example"},
          {"firstName": "Robin", "lastName": "Seller", "phoneNumber": "1", "email": "robin@p.example"}]}""";
    assertThat(text(changes(REFERRAL, team)))
        .isEqualTo("add /team/- {\"firstName\":\"Kim\",\"email\":\"kim@p.example\"}");
  }

  @Test
  void changesAPersonAndKeepsWhatOnlyPartnerCenterKnows() {
    String team =
        """
        {"customerTeam": [{"firstName": "Avery", "lastName": "Married", "email": "avery@customer.example"}]}""";
    assertThat(text(changes(REFERRAL, team)))
        .isEqualTo(
            "replace /customerProfile/team"
                + " [{\"title\":\"CIO\",\"firstName\":\"Avery\",\"lastName\":\"Married\","
                + "\"email\":\"avery@customer.example\",\"contactPreference\":{\"locale\":null}}]");
  }

  @Test
  void replacesAPersonByAnother() {
    assertThat(text(changes(REFERRAL, "{\"team\": [{\"email\": \"kim@p.example\"}]}")))
        .isEqualTo("replace /team [{\"email\":\"kim@p.example\"}]");
  }

  @Test
  void neverSendsAPersonWithoutAnEmailAddress() {
    ReferralChanges changes =
        changes(REFERRAL, "{\"team\": [{\"email\": \"kim@p.example\"}, {\"lastName\": \"X\"}]}");
    assertThat(text(changes)).isEqualTo("replace /team [{\"email\":\"kim@p.example\"}]");
    assertThat(changes(REFERRAL, "{\"team\": [{\"lastName\": \"X\"}]}").unwritable())
        .containsExactly("team");
  }

  @Test
  void saysThatAListIsTooLong() {
    ArrayNode ids = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < 51; i++) {
      ids.add("S" + i);
    }
    assertThat(changes(REFERRAL, "{\"solutions\": " + ids + "}").unwritable())
        .containsExactly("solutions");
  }

  @ParameterizedTest
  @CsvSource({"2000,false", "2001,true"})
  void knowsThatTheCrmHoldsOnlyPartOfANote(int length, boolean shortened) {
    JsonNode referral = json("{\"details\": {\"notes\": \"%s\"}}".formatted("x".repeat(length)));
    assertThat(MAPPING.isShortened("notes", referral)).isEqualTo(shortened);
    assertThat(MAPPING.isShortened("dealValue", referral)).isFalse();
  }

  @Test
  void takesBlanksAtTheEndForNoText() {
    JsonNode referral = json("{\"details\": {\"notes\": \"x%s\"}}".formatted(" ".repeat(3000)));
    assertThat(MAPPING.isShortened("notes", referral)).isFalse();
    assertThat(MAPPING.isShortened("notes", json("{}"))).isFalse();
    assertThat(MAPPING.isShortened("notes", NullNode.instance)).isFalse();
  }

  private static ReferralChanges move(String status, String substatus, String stage) {
    return changes(
        json("{\"status\": \"%s\", \"substatus\": \"%s\"}".formatted(status, substatus)),
        "{\"status\": \"%s\"}".formatted(stage));
  }

  private static ReferralChanges changes(JsonNode referral, String values) {
    Snapshot snapshot = Snapshot.fromJson(values);
    return MAPPING.changes(referral, snapshot, snapshot.fields());
  }

  private static String text(ReferralChanges changes) {
    return changes.operations().stream()
        .map(it -> it.op() + " " + it.path() + " " + it.value())
        .collect(Collectors.joining("\n"));
  }
}
