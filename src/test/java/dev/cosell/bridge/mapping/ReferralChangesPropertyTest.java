package dev.cosell.bridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The laws of a patch, over any referral, any values and any choice of fields. */
class ReferralChangesPropertyTest {

  private static final FieldMapping MAPPING =
      FieldMapping.load(Path.of("routes/mappings/dynamics-opportunity.yaml"));

  private static final List<String> FIELDS =
      List.of(
          "dealValue",
          "currency",
          "closingDate",
          "notes",
          "status",
          "visibleToMicrosoft",
          "solutions",
          "customerTeam",
          "team");

  @Property
  void theReferralSaysAfterwardsWhatWasWanted(
      @ForAll("referrals") ObjectNode referral,
      @ForAll("referrals") ObjectNode wanted,
      @ForAll("names") Set<String> names) {
    Snapshot values = MAPPING.ofReferral(wanted);
    ReferralChanges changes = MAPPING.changes(referral, values, names);
    Set<String> written = new HashSet<>(names);
    written.removeAll(changes.unwritable());

    Snapshot after = MAPPING.ofReferral(applied(referral, changes));
    Snapshot before = MAPPING.ofReferral(referral);
    assertThat(FIELDS)
        .allSatisfy(
            it ->
                assertThat(after.get(it))
                    .isEqualTo((written.contains(it) ? values : before).get(it)));
  }

  @Property
  void whatWasWrittenIsNotWrittenAgain(
      @ForAll("referrals") ObjectNode referral,
      @ForAll("referrals") ObjectNode wanted,
      @ForAll("names") Set<String> names) {
    Snapshot values = MAPPING.ofReferral(wanted);
    ReferralChanges once = MAPPING.changes(referral, values, names);
    ReferralChanges twice = MAPPING.changes(applied(referral, once), values, names);

    assertThat(twice.operations())
        .extracting(PatchOperation::path)
        .noneMatch(it -> it.endsWith("/-") || it.contains("tatus"))
        .noneMatch(it -> it.endsWith("solutions") || it.endsWith("team"));
  }

  @Property
  void everyOperationIsOneThatPartnerCenterTakes(
      @ForAll("referrals") ObjectNode referral,
      @ForAll("referrals") ObjectNode wanted,
      @ForAll("names") Set<String> names) {
    List<PatchOperation> operations =
        MAPPING.changes(referral, MAPPING.ofReferral(wanted), names).operations();

    assertThat(operations)
        .allMatch(it -> PatchWhitelist.allows(it.path().replaceAll("/-$", "")))
        .allMatch(it -> it.op().equals(it.path().endsWith("/-") ? "add" : "replace"));
    assertThat(operations.stream().anyMatch(it -> it.path().equals("/status")))
        .isEqualTo(operations.stream().anyMatch(it -> it.path().equals("/substatus")));
  }

  @Property
  void whatStaysKeepsWhatNoMappingKnows(
      @ForAll("referrals") ObjectNode referral,
      @ForAll("referrals") ObjectNode wanted,
      @ForAll("names") Set<String> names) {
    ObjectNode after =
        applied(referral, MAPPING.changes(referral, MAPPING.ofReferral(wanted), names));
    for (JsonNode solution : referral.at("/details/requirements/solutions")) {
      for (JsonNode now : after.at("/details/requirements/solutions")) {
        if (now.path("id").equals(solution.path("id"))) {
          assertThat(now).isEqualTo(solution);
        }
      }
    }
    for (JsonNode member : referral.path("team")) {
      for (JsonNode now : after.path("team")) {
        if (now.path("email").asText().equalsIgnoreCase(member.path("email").asText())) {
          assertThat(now.path("title")).isEqualTo(member.path("title"));
        }
      }
    }
  }

  private static ObjectNode applied(ObjectNode referral, ReferralChanges changes) {
    ObjectNode after = referral.deepCopy();
    for (PatchOperation operation : changes.operations()) {
      int slash = operation.path().lastIndexOf('/');
      JsonNode parent = after.at(operation.path().substring(0, slash));
      if (parent instanceof ArrayNode array) {
        array.add(operation.value());
      } else {
        ((ObjectNode) parent).set(operation.path().substring(slash + 1), operation.value());
      }
    }
    return after;
  }

  @Provide
  Arbitrary<Set<String>> names() {
    return Arbitraries.of(FIELDS).set();
  }

  @Provide
  Arbitrary<ObjectNode> referrals() {
    return Combinators.combine(details(), status(), solutions(), team(), team())
        .as(
            (details, status, solutions, contacts, team) -> {
              ObjectNode referral = JsonNodeFactory.instance.objectNode();
              referral.put("status", status.get(0)).put("substatus", status.get(1));
              referral
                  .putObject("consent")
                  .put("consentToShareReferralWithMicrosoftSellers", details.has("notes"));
              referral.set("details", details);
              details.putObject("requirements").set("solutions", solutions);
              referral.putObject("customerProfile").set("team", contacts);
              referral.set("team", team);
              return referral;
            });
  }

  private static Arbitrary<ObjectNode> details() {
    return Combinators.combine(
            Arbitraries.bigDecimals().between(BigDecimal.ZERO, BigDecimal.TEN).ofScale(2),
            Arbitraries.of("USD", "EUR"),
            Arbitraries.of("2030-01-01T00:00:00Z", "2030-06-30T12:00:00.0000000Z", ""),
            Arbitraries.of("", "a", "b\r\nc "))
        .as(
            (value, currency, date, notes) -> {
              ObjectNode details = JsonNodeFactory.instance.objectNode();
              details
                  .put("dealValue", value)
                  .put("currency", currency)
                  .put("closingDateTime", date);
              return notes.isEmpty() ? details : details.put("notes", notes);
            });
  }

  private static Arbitrary<List<String>> status() {
    return Arbitraries.of(
        List.of("New", "Pending"),
        List.of("Active", "Accepted"),
        List.of("Closed", "Won"),
        List.of("Closed", "Lost"),
        List.of("Odd", "One"));
  }

  private static Arbitrary<ArrayNode> solutions() {
    return Combinators.combine(Arbitraries.of("A", "B", "C", "D"), Arbitraries.of("None", "Name"))
        .as(
            (id, type) ->
                (JsonNode)
                    JsonNodeFactory.instance
                        .objectNode()
                        .put("id", id)
                        .put("type", type)
                        .put("price", type.length() + id.hashCode()))
        .list()
        .uniqueElements(it -> it.path("id"))
        .ofMaxSize(4)
        .map(it -> JsonNodeFactory.instance.arrayNode().addAll(it));
  }

  private static Arbitrary<ArrayNode> team() {
    return Combinators.combine(
            Arbitraries.of("a@x.example", "B@x.example", "b@X.example", "c@x.example"),
            Arbitraries.of("", "Kim", "Robin"),
            Arbitraries.of("", "+1"),
            Arbitraries.of("", "CIO", "CEO"))
        .as(
            (email, name, phone, title) -> {
              ObjectNode member = JsonNodeFactory.instance.objectNode().put("email", email);
              member.put("phoneNumber", phone).put("title", title);
              return (JsonNode) (name.isEmpty() ? member : member.put("lastName", name));
            })
        .list()
        .uniqueElements(it -> it.path("email").asText().toLowerCase(java.util.Locale.ROOT))
        .ofMaxSize(4)
        .map(it -> JsonNodeFactory.instance.arrayNode().addAll(it));
  }
}
