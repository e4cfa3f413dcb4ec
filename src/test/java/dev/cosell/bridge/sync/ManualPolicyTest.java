package dev.cosell.bridge.sync;

import static dev.cosell.bridge.sync.DealFixture.ALONE;
import static dev.cosell.bridge.sync.DealFixture.CLOCK;
import static dev.cosell.bridge.sync.DealFixture.MAPPINGS;
import static dev.cosell.bridge.sync.DealFixture.OPPORTUNITY;
import static dev.cosell.bridge.sync.DealFixture.TRAITS;
import static dev.cosell.bridge.sync.DealFixture.USUAL;
import static dev.cosell.bridge.sync.DealFixture.linked;
import static dev.cosell.bridge.sync.DealFixture.record;
import static dev.cosell.bridge.sync.DealFixture.referral;
import static dev.cosell.bridge.sync.DealFixture.thorough;
import static dev.cosell.bridge.sync.DealFixture.written;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.crm.EveryCrm;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.run.Outcome;
import dev.cosell.bridge.run.RunDetail.Conflict;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A field whose conflicts a person decides, in a mapping file as an integration team writes it. */
@EveryCrm
class ManualPolicyTest {

  private static final String THERE =
      "{'eTag':'\\\"e2\\\"','details':{'dealValue':12,'closingDateTime':'2031-02-03T00:00:00Z'}}";
  private static final String HERE = "{'dealValue':99,'notes':'From the seller'}";

  private Reconcile reconcile;

  @BeforeEach
  void decideAmountsByHand(@TempDir Path folder) {
    Mappings mappings =
        new Mappings(
            DealFixture.changed(
                "opportunity",
                folder,
                text -> text.replace("type: money,", "type: money, policy: manual,")),
            MAPPINGS.lead());
    reconcile =
        new Reconcile(
            new DealRules(mappings, USUAL, ALONE, TRAITS),
            new Planner(
                mappings, new RecordPainter(USUAL, CLOCK), new OwnWrites(new Notes()), TRAITS));
  }

  @Test
  void holdsOnlyTheFieldThatAPersonDecidesWhileTheOthersTravel() {
    Synchronization decided = decided(linked(OPPORTUNITY, referral()), referral(THERE), HERE);

    Plan plan = decided.knownPlan();
    assertThat(plan.reason())
        .isEqualTo(
            "both sides changed the deal value; set it to the same value on both sides to decide");
    assertThat(written(plan.knownWrite(), "closingDate")).hasToString("\"2031-02-03\"");
    assertThat(written(plan.knownWrite(), "dealValue")).isNull();
    assertThat(Objects.requireNonNull(plan.send()).fields()).containsExactly("notes");
    assertThat(plan.settled()).isFalse();
    assertThat(plan.sentBase().get("dealValue").asInt()).isEqualTo(50000);
  }

  @Test
  void theLinkIsHeldAndTheRunKeepsBothValues() {
    Synchronization done =
        reconcile.conclude(
            reconcile.remember(decided(linked(OPPORTUNITY, referral()), referral(THERE), HERE)));

    assertThat(done.outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(done.link().state()).isEqualTo(LinkState.HELD);
    assertThat(done.link().reason()).startsWith("both sides changed the deal value");
    assertThat(done.link().recordVersion()).isNull();
    assertThat(done.log().detail(List.of(), 0).conflicts())
        .extracting(Conflict::toString)
        .containsExactly(
            "Conflict[field=dealValue, base=50000, partnerCenter=12, crm=99, decision=held]");
  }

  @Test
  void theSameValueOnBothSidesDecides() {
    Link held =
        reconcile.remember(decided(linked(OPPORTUNITY, referral()), referral(THERE), HERE)).link();

    Plan plan =
        decided(held, referral(THERE), "{'dealValue':12,'closingDate':'2031-02-03'}").knownPlan();

    assertThat(plan.reason()).isNull();
    assertThat(plan.sentBase().get("dealValue").asInt()).isEqualTo(12);
  }

  private Synchronization decided(Link link, ObjectNode deal, String edit) {
    return reconcile.decide(thorough(link, deal, record(OPPORTUNITY, referral(), edit)));
  }
}
