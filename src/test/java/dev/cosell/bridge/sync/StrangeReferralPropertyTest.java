package dev.cosell.bridge.sync;

import static dev.cosell.bridge.sync.DealFixture.CRM;
import static dev.cosell.bridge.sync.DealFixture.LEAD;
import static dev.cosell.bridge.sync.DealFixture.OPPORTUNITY;
import static dev.cosell.bridge.sync.DealFixture.json;
import static dev.cosell.bridge.sync.DealFixture.leadReferral;
import static dev.cosell.bridge.sync.DealFixture.linked;
import static dev.cosell.bridge.sync.DealFixture.newLink;
import static dev.cosell.bridge.sync.DealFixture.on;
import static dev.cosell.bridge.sync.DealFixture.reconcile;
import static dev.cosell.bridge.sync.DealFixture.record;
import static dev.cosell.bridge.sync.DealFixture.referral;
import static dev.cosell.bridge.sync.DealFixture.thorough;
import static dev.cosell.bridge.sync.DealFixture.words;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.crm.EveryCrm;
import dev.cosell.bridge.run.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Referrals that are not as documented: they are reconciled as far as it goes, and never throw. */
@EveryCrm
class StrangeReferralPropertyTest {

  private static final String LONG = "ü😀".repeat(3000);

  @Provide
  Arbitrary<JsonNode> junk() {
    return Arbitraries.of(
            "null",
            "{}",
            "[]",
            "[null]",
            "[{}]",
            "[[1]]",
            "{'a':1}",
            "''",
            "' '",
            "'<b>Fish &amp; <script>alert(1)</script></b>'",
            "'\\u0000\\u0007 \\uD83D'",
            "'✔ 😀 naïve Ω'",
            "'" + LONG + "'",
            "'{}'",
            "'0001-01-01T00:00:00Z'",
            "'+999999999-12-31T23:59:59Z'",
            "'NaN'",
            "'1e400'",
            "1E+999999999",
            "-0.000000000000000000001",
            "123456789012345678901234567890.123",
            "true",
            "false",
            "0",
            "'Invented'")
        .map(text -> json("{'it':" + text + "}").get("it"));
  }

  @Property(tries = 400)
  void neverThrowsWhateverStandsInAnyPlace(
      @ForAll("junk") JsonNode first, @ForAll("junk") JsonNode second, @ForAll Random random) {
    for (ObjectNode deal : List.of(referral(), leadReferral("{}"))) {
      strange(deal, first, random);
      strange(deal, second, random);
      neverThrows(deal);
    }
  }

  @Example
  void neverThrowsOnAReferralWithoutItsOptionalParts() {
    for (String part :
        List.of(
            "details", "team", "customerProfile", "consent", "inviteContext", "status", "name")) {
      ObjectNode deal = referral();
      deal.remove(part);
      neverThrows(deal);
      neverThrows(deal.putNull(part));
    }
    neverThrows(json("{}"));
    neverThrows(
        json("{'customerProfile':{'ids':{},'team':{}},'team':{},'details':{'requirements':null}}"));
  }

  @Property(tries = 300)
  void comesToRestWithStrangeReferralsToo(@ForAll("junk") JsonNode junk, @ForAll Random random) {
    BothSides sides = BothSides.linked(referral());
    ObjectNode strange = sides.referral.deepCopy();
    strange(strange, junk, random);
    String id = sides.referral.path("id").asText();
    sides.referral.removeAll();
    sides.referral.setAll(strange);
    sides.referral.put("id", id);
    sides.portal("{}");
    sides.synchronize();
    int written = sides.writes.size();

    sides.portal("{}");
    sides.synchronize();
    sides.synchronize(DealFixture.operator());

    assertThat(sides.writes).hasSize(written);
  }

  private static void neverThrows(ObjectNode deal) {
    Reconcile reconcile = reconcile();
    for (Synchronization read :
        List.of(
            on(newLink(), deal).withRecord(null),
            on(linked(OPPORTUNITY, referral()), deal),
            on(linked(LEAD, leadReferral("{}")), deal),
            thorough(linked(OPPORTUNITY, referral()), deal, record(OPPORTUNITY, referral(), "{}")),
            on(newLink(), deal).withRecord(record(LEAD, leadReferral("{}"), "{}")))) {
      Synchronization decided = reconcile.decide(read);
      Plan plan = decided.knownPlan();
      if (plan.write() != null) {
        assertThat(plan.knownWrite().columns()).allMatch(CRM::takes);
        if (decided.isNewOpportunity() || decided.isNewLead() || decided.isAcceptedLead()) {
          assertThat(words(plan.write())).containsAll(CRM.demanded(plan.knownWrite().entity()));
        }
      }
      Synchronization done = reconcile.conclude(reconcile.remember(decided));
      assertThat(done.outcome()).isNotIn(Outcome.FAILED, Outcome.POSTPONED);
      assertThat(DealFixture.outgoing().isNeeded(done)).isIn(true, false);
    }
  }

  /** Puts junk into a random place, an inner one as often as a leaf. */
  private static void strange(ObjectNode deal, JsonNode junk, Random random) {
    List<Runnable> places = new ArrayList<>();
    collect(deal, junk, places);
    places.get(random.nextInt(places.size())).run();
  }

  private static void collect(ContainerNode<?> node, JsonNode junk, List<Runnable> places) {
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(
              it -> {
                places.add(() -> object.set(it.getKey(), junk));
                if (it.getValue() instanceof ContainerNode<?> inner) {
                  collect(inner, junk, places);
                }
              });
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        int index = i;
        places.add(() -> array.set(index, junk));
        if (array.get(i) instanceof ContainerNode<?> inner) {
          collect(inner, junk, places);
        }
      }
    }
  }
}
