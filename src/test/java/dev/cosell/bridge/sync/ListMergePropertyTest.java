package dev.cosell.bridge.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Lists of solutions and of people are merged element by element. */
class ListMergePropertyTest {

  @Provide
  Arbitrary<Set<String>> ids() {
    return Arbitraries.of("SOL-1", "SOL-2", "SOL-3", "SOL-4").set();
  }

  @Property
  void keepsEveryEditOfBothSides(
      @ForAll("ids") Set<String> base,
      @ForAll("ids") Set<String> referral,
      @ForAll("ids") Set<String> record) {
    Set<String> merged = ids(ListMerge.merge(list(referral), list(base), list(record)));

    Set<String> expected = new HashSet<>(base);
    expected.retainAll(referral);
    expected.retainAll(record);
    Set<String> added = new HashSet<>(referral);
    added.addAll(record);
    added.removeAll(base);
    expected.addAll(added);
    assertThat(merged).isEqualTo(expected);
  }

  @Property
  void doesNotMindWhichSideIsWhich(
      @ForAll("ids") Set<String> base,
      @ForAll("ids") Set<String> referral,
      @ForAll("ids") Set<String> record) {
    assertThat(ListMerge.merge(list(referral), list(base), list(record)))
        .isEqualTo(ListMerge.merge(list(record), list(base), list(referral)));
  }

  @Property
  void isDoneOnce(
      @ForAll("ids") Set<String> base,
      @ForAll("ids") Set<String> referral,
      @ForAll("ids") Set<String> record) {
    JsonNode merged = ListMerge.merge(list(referral), list(base), list(record));
    assertThat(ListMerge.merge(merged, merged, merged)).isEqualTo(merged);
    assertThat(ListMerge.merge(merged, list(base), list(record))).isEqualTo(merged);
  }

  @Example
  void leavesAloneTheMembersThatOnlyTheOtherSideKnows() {
    JsonNode portal = people("kim@partner.example Kim", "robin@partner.example Robin");
    JsonNode before = people("robin@partner.example Robin");
    JsonNode now = people("sam@partner.example Sam");

    assertThat(ListMerge.merge(portal, before, now))
        .isEqualTo(people("kim@partner.example Kim", "sam@partner.example Sam"));
  }

  @Example
  void takesAPersonForTheSameUnderTheSameAddress() {
    assertThat(
            ListMerge.merge(
                people("kim@partner.example Kimberly"),
                people("kim@partner.example Kim"),
                people("kim@partner.example Kimmy")))
        .isEqualTo(people("kim@partner.example Kimmy"));
  }

  private static JsonNode people(String... emailsAndNames) {
    ArrayNode people = JsonNodeFactory.instance.arrayNode();
    for (String words : emailsAndNames) {
      String[] emailAndName = words.split(" ", 2);
      people.addObject().put("firstName", emailAndName[1]).put("email", emailAndName[0]);
    }
    return people;
  }

  private static JsonNode list(Set<String> ids) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    new TreeSet<>(ids).forEach(list::add);
    return list.isEmpty() ? NullNode.instance : list;
  }

  private static Set<String> ids(JsonNode list) {
    Set<String> ids = new HashSet<>();
    list.forEach(it -> ids.add(it.asText()));
    return ids;
  }
}
