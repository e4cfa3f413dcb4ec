package dev.cosell.bridge.sync;

import static dev.cosell.bridge.sync.DealFixture.LEAD;
import static dev.cosell.bridge.sync.DealFixture.OPPORTUNITY;
import static dev.cosell.bridge.sync.DealFixture.leadReferral;
import static dev.cosell.bridge.sync.DealFixture.linked;
import static dev.cosell.bridge.sync.DealFixture.newLink;
import static dev.cosell.bridge.sync.DealFixture.news;
import static dev.cosell.bridge.sync.DealFixture.ofReferral;
import static dev.cosell.bridge.sync.DealFixture.on;
import static dev.cosell.bridge.sync.DealFixture.operator;
import static dev.cosell.bridge.sync.DealFixture.outgoing;
import static dev.cosell.bridge.sync.DealFixture.plan;
import static dev.cosell.bridge.sync.DealFixture.record;
import static dev.cosell.bridge.sync.DealFixture.referral;
import static dev.cosell.bridge.sync.DealFixture.settled;
import static dev.cosell.bridge.sync.DealFixture.thorough;
import static dev.cosell.bridge.sync.DealFixture.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.crm.EveryCrm;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.mapping.Snapshot;
import dev.cosell.bridge.run.Outcome;
import dev.cosell.bridge.run.RunLog;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@EveryCrm
class ReconcileTest {

  private static final String OWN = "2030-01-05T10:00:01.005Z";
  private static final Snapshot EMPTY = Snapshot.fromJson("{}");

  private final Reconcile reconcile = DealFixture.reconcile();

  @Test
  void recognizesAnEchoOnlyWhenEveryHintIsItsOwnWrite() {
    Link link = linked(OPPORTUNITY, referral()).wroteReferral("\"e1\"", OWN);
    assertThat(begin(link, news(OWN)).isOwnEcho()).isTrue();
    assertThat(begin(link, news(OWN, OWN)).isOwnEcho()).isTrue();

    assertThat(begin(link, news(OWN, "2030-01-05T10:00:02Z")).isOwnEcho()).isFalse();
    assertThat(begin(link, news("2030-01-05T10:00:00Z")).isOwnEcho()).isFalse();
    assertThat(begin(link, news()).isOwnEcho()).as("news without a hint").isFalse();
    assertThat(
            begin(link, new Trigger(List.of(ofReferral(OWN), ofReferral(null)), 0, false))
                .isOwnEcho())
        .as("one of the news has no hint")
        .isFalse();
    assertThat(begin(link, new Trigger(List.of(ofReferral(OWN)), 0, true)).isOwnEcho())
        .as("thorough")
        .isFalse();
    assertThat(begin(link.wroteReferral("\"e1\"", null), news(OWN)).isOwnEcho())
        .as("no own write")
        .isFalse();
    assertThat(begin(link, new Trigger(List.of(), 0, false)).isOwnEcho())
        .as("no news at all")
        .isFalse();
  }

  @Test
  void endsAnEchoWithoutReadingAnything() {
    Synchronization ended = reconcile.recognizeEcho(begin(newLink(), news(OWN)));
    assertThat(ended.outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(ended.log().detail(List.of(), 0).steps())
        .containsExactly("our own write came back; nothing was read");
  }

  @ParameterizedTest(name = "thorough {0}, version known {1}, settled {2}, sought {3}")
  @CsvSource({
    "false, true,  false, false, false",
    "false, false, false, false, true",
    "false, true,  true,  false, false",
    "false, false, true,  false, false",
    "true,  true,  true,  false, true",
    "true,  true,  false, false, true",
    "true,  false, false, true,  false",
    "false, false, false, true,  false",
  })
  void readsTheRecordOnlyWhenItsVersionDoesNotVouchForIt(
      boolean thorough, boolean known, boolean settled, boolean sought, boolean needed) {
    Link link = settled ? settled(OPPORTUNITY, referral()) : linked(OPPORTUNITY, referral());
    link = link.with(OPPORTUNITY, known ? version(1) : null);
    Synchronization synchronization =
        begin(link, thorough ? operator() : news()).withReferral(referral());
    assertThat((sought ? synchronization.withRecord(null) : synchronization).needsRecord())
        .isEqualTo(needed);
  }

  @Test
  void doesNothingAtAVersionThatWasReconciledBefore() {
    Link link = settled(OPPORTUNITY, referral());
    Synchronization done = run(on(link, referral("{'name':'Not looked at'}")));
    assertThat(done.knownPlan().decision()).isEqualTo(Decision.NOTHING);
    assertThat(done.link().base()).isEqualTo(link.base());
    assertThat(done.link().recordVersion()).isEqualTo(link.recordVersion());
    assertThat(done.link().state()).isEqualTo(LinkState.LINKED);
  }

  @Test
  void comparesEverythingWhenItIsThoroughWhateverTheVersionsTell() {
    Link link = settled(OPPORTUNITY, referral());
    Synchronization done =
        run(thorough(link, referral(), record(OPPORTUNITY, referral(), "{'notes':null}")));
    assertThat(done.knownPlan().decision()).isEqualTo(Decision.UPDATE);
    assertThat(done.link().recordVersion()).as("a seller's edit is not sent yet").isNull();
  }

  @ParameterizedTest
  @EnumSource(
      value = LinkState.class,
      names = {"LINKED", "IGNORED"})
  void aSettledLinkKeepsItsStateAndReason(LinkState state) {
    @Nullable String reason = state == LinkState.LINKED ? null : "as before";
    Link link = settled(OPPORTUNITY, referral()).standing(state, reason);
    Synchronization done = run(on(link, referral()));
    assertThat(done.link().state()).isEqualTo(state);
    assertThat(done.link().reason()).isEqualTo(reason);
    assertThat(done.outcome())
        .isEqualTo(state == LinkState.LINKED ? Outcome.UNCHANGED : Outcome.IGNORED);
  }

  @ParameterizedTest
  @EnumSource(
      value = LinkState.class,
      names = {"HELD", "FAILED", "NEW"})
  void looksAgainAtALinkInWhichSomethingWasLeftOpen(LinkState state) {
    @Nullable String reason = state == LinkState.LINKED ? null : "as before";
    Link link = settled(OPPORTUNITY, referral()).standing(state, reason);
    Synchronization done = run(on(link, referral("{'name':'Renamed'}")));
    assertThat(done.knownPlan().decision()).isEqualTo(Decision.UPDATE);
    assertThat(done.link().state()).isEqualTo(LinkState.LINKED);
    assertThat(done.link().reason()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "CREATE_OPPORTUNITY, LINKED, CREATED",
    "CREATE_LEAD, LINKED, CREATED",
    "TURN_LEAD_INTO_OPPORTUNITY, LINKED, CREATED",
    "UPDATE, LINKED, UPDATED",
    "NOTHING, LINKED, UNCHANGED",
    "HOLD, HELD, HELD",
    "IGNORE, IGNORED, IGNORED",
  })
  void concludesWithTheStateOfTheDecision(Decision decision, LinkState state, Outcome outcome) {
    Plan plan =
        plan(decision, decision.name().matches("HOLD|IGNORE") ? "because" : null, EMPTY, true);
    Synchronization done = reconcile.conclude(on(newLink(), referral()).withPlan(plan));
    assertThat(done.outcome()).isEqualTo(outcome);
    assertThat(done.reason()).isEqualTo(plan.reason());
    assertThat(done.link().state()).isEqualTo(state);
    assertThat(done.link().reason()).isEqualTo(plan.reason());
  }

  @ParameterizedTest
  @EnumSource(Decision.class)
  void remembersTheNewBaseOnlyWhereSomethingWasAgreedOn(Decision decision) {
    Link link = linked(OPPORTUNITY, referral());
    Snapshot agreed = Snapshot.fromJson("{\"dealValue\":1.50}");
    Plan plan = plan(decision, null, agreed, true);
    CrmRecord read = new CrmRecord(OPPORTUNITY, version(2), null, MissingNode.getInstance());

    Link kept =
        reconcile
            .remember(on(link, referral("{'eTag':'e9'}")).withRecord(read).withPlan(plan))
            .link();

    assertThat(kept.referralVersion()).isEqualTo("e9");
    switch (decision) {
      case HOLD, IGNORE, JOIN -> assertThat(kept.base()).isEqualTo(link.base());
      default -> {
        assertThat(kept.base()).hasToString("{\"dealValue\":1.5}");
        assertThat(kept.recordVersion()).isEqualTo(version(2));
        assertThat(kept.record()).isEqualTo(OPPORTUNITY);
      }
    }
  }

  @Test
  void remembersTheVersionOfTheRecordOnlyWhenItIsSettled() {
    CrmRecord read = new CrmRecord(OPPORTUNITY, version(2), null, MissingNode.getInstance());
    for (boolean settled : new boolean[] {true, false}) {
      Plan plan = plan(Decision.NOTHING, null, EMPTY, settled);
      Synchronization remembered =
          reconcile.remember(
              on(linked(OPPORTUNITY, referral()), referral()).withRecord(read).withPlan(plan));
      assertThat(remembered.link().recordVersion()).isEqualTo(settled ? version(2) : null);
    }
  }

  @Test
  void doesNotRememberTheVersionOfARecordInWhichTheCrmSetAValueOfItsOwn() {
    Link link = linked(OPPORTUNITY, referral());
    Snapshot base = Snapshot.fromJson(link.base().toString());
    Plan plan = plan(Decision.UPDATE, null, base, true);
    CrmRecord equal = record(OPPORTUNITY, referral(), "{}");
    CrmRecord other = record(OPPORTUNITY, referral(), "{'notes':'By a workflow'}");

    assertThat(
            reconcile
                .remember(on(link, referral()).withRecord(equal).withPlan(plan))
                .link()
                .recordVersion())
        .isEqualTo(version(2));
    assertThat(
            reconcile
                .remember(on(link, referral()).withRecord(other).withPlan(plan))
                .link()
                .recordVersion())
        .isNull();
  }

  @Test
  void remembersTheVersionThatItsWriteMade() {
    Synchronization decided =
        reconcile.decide(on(linked(OPPORTUNITY, referral()), referral("{'name':'Renamed'}")));
    assertThat(
            reconcile.remember(decided.withWritten(OPPORTUNITY, version(7))).link().recordVersion())
        .isEqualTo(version(7));
    assertThat(reconcile.remember(decided.withWritten(OPPORTUNITY, null)).link().recordVersion())
        .isNull();
  }

  @Test
  void knowsTheRecordThatWasCreatedEvenWhenNothingElseComesThrough() {
    Synchronization decided = reconcile.decide(on(newLink(), referral()).withRecord(null));
    decided.withWritten(OPPORTUNITY, version(1));
    assertThat(decided.progress().link().record()).isEqualTo(OPPORTUNITY);
    assertThat(decided.progress().link().recordVersion()).isNull();
    assertThat(decided.progress().link().base()).isEmpty();
  }

  @Test
  void namesTheLinkAfterTheDeal() {
    assertThat(reconcile.decide(on(newLink(), referral()).withRecord(null)).link().name())
        .isEqualTo("Example rollout");
    for (JsonNode nameless : List.of(referral("{'name':null}"), DealFixture.json("{}"))) {
      assertThat(reconcile.decide(on(newLink(), nameless).withRecord(null)).link().name()).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'details':{'notes':'  In the middle\\r\\nof it\\t '}}",
        "{'details':{'notes':'   '}}",
        "{'details':{'dealValue':10000000}}",
        "{'details':{'dealValue':0.1}}",
        "{'details':{'dealValue':10.125,'currency':'KWD'}}",
        "{'name':' Renamed '}",
        "{'name':null,'details':{'closingDateTime':null,'notes':null,'dealValue':null}}",
        "{'consent':null,'referralProgram':null,'inviteContext':null}",
        "{'details':{'requirements':{'solutions':[]}}}",
      })
  void takesNothingThatTheCrmMakesOfItsWriteForAnEdit(String edit) {
    BothSides sides = BothSides.linked(referral());
    sides.portal(edit);
    assertThat(sides.synchronize().outcome()).isEqualTo(Outcome.UPDATED);
    sides.writes.clear();

    sides.synchronize(sides.newsOfRecord());
    assertThat(sides.synchronize(operator()).outcome()).isEqualTo(Outcome.UNCHANGED);

    assertThat(sides.patches).isEmpty();
    assertThat(sides.writes).isEmpty();
    assertThat(sides.link.state()).isEqualTo(LinkState.LINKED);
  }

  @Test
  void readsARecordAgainThatItHeld() {
    assumeTrue(DealFixture.isReadOnly("won"), "closed records can be edited in this CRM");
    BothSides sides = BothSides.linked(referral());
    sides.portal("{'status':'Closed','substatus':'Won'}");
    sides.synchronize();
    sides.synchronize(operator());
    assertThat(sides.link.recordVersion()).as("both sides agree that it is won").isNotNull();

    sides.portal("{'trackingInfo':{'microsoftMsxId':'8-NEW'}}");
    assertThat(sides.synchronize().outcome()).isEqualTo(Outcome.HELD);
    sides.seller("{'status':'in-progress'}");

    assertThat(sides.synchronize().outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(sides.shown("microsoftMsxId").asText()).isEqualTo("8-NEW");
  }

  @Test
  void letsAHeldEditInOnceTheRecordIsReopened() {
    assumeTrue(DealFixture.isReadOnly("lost"), "closed records can be edited in this CRM");
    BothSides sides = BothSides.linked(referral());
    sides.seller("{'status':'lost'}");
    sides.portal("{'details':{'dealValue':61000.5}}");

    assertThat(sides.synchronize().outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(sides.link.state()).isEqualTo(LinkState.HELD);
    assertThat(sides.link.reason()).contains("closed as lost").endsWith("let the change in");
    assertThat(sides.referral.path("substatus").asText()).isEqualTo("Lost");
    assertThat(sides.shown("dealValue").asInt()).isEqualTo(50000);
    assertThat(sides.link.base().path("dealValue").asInt()).isEqualTo(50000);

    sides.seller("{'status':'in-progress'}");
    assertThat(sides.synchronize().outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(sides.shown("dealValue").decimalValue()).isEqualByComparingTo("61000.5");
    assertThat(sides.link.state()).isEqualTo(LinkState.HELD);
    assertThat(sides.link.reason())
        .isEqualTo(
            "Not sent to Partner Center: status: the deal is closed as Lost in Partner Center,"
                + " which is final");
  }

  @ParameterizedTest(name = "{0}: {1}, carries {2}, {3} linked")
  @CsvSource(
      nullValues = "-",
      value = {
        "NOTHING,                    Active, -,      opportunity, true",
        "UPDATE,                     Active, -,      opportunity, true",
        "CREATE_OPPORTUNITY,         Active, -,      opportunity, true",
        "CREATE_LEAD,                New,    -,      lead,        true",
        "TURN_LEAD_INTO_OPPORTUNITY, Active, -,      opportunity, true",
        "TURN_LEAD_INTO_OPPORTUNITY, Active, lead,   opportunity, true",
        "TURN_LEAD_INTO_OPPORTUNITY, Active, own,    opportunity, false",
        "TURN_LEAD_INTO_OPPORTUNITY, Active, OWN,    opportunity, false",
        "TURN_LEAD_INTO_OPPORTUNITY, Closed, lead,   opportunity, false",
        "NOTHING,                    Active, lead,   opportunity, true",
        "NOTHING,                    Active, own,    opportunity, false",
        "NOTHING,                    Active, OWN,    opportunity, false",
        "UPDATE,                     Active, other,  opportunity, false",
        "NOTHING,                    Active, other,  opportunity, false",
        "CREATE_OPPORTUNITY,         Closed, -,      opportunity, false",
        "UPDATE,                     Closed, -,      opportunity, false",
        "HOLD,                       Active, -,      opportunity, false",
        "IGNORE,                     Active, -,      opportunity, false",
        "IGNORE,                     Active, -,      none,        false",
        "NOTHING,                    Active, -,      none,        false",
      })
  void writesTheCrmIdIntoAReferralThatCarriesNoneAndStillCan(
      Decision decision, String status, @Nullable String carried, String linkedTo, boolean needed) {
    ObjectNode base = newLink().base().deepCopy().put("externalReference", LEAD.value());
    Link fresh = newLink().agreeing(base, null, null);
    Link link = linkedTo.equals("none") ? fresh : fresh.with(new RecordId(linkedTo, "aa-11"), null);
    ObjectNode referral = referral().put("status", status).put("externalReferenceId", id(carried));
    Plan plan = plan(decision, null, EMPTY, true);
    assertThat(outgoing().isNeeded(on(link, referral).withPlan(plan))).isEqualTo(needed);
  }

  private static @Nullable String id(@Nullable String carried) {
    return carried == null
        ? null
        : switch (carried) {
          case "own" -> "aa-11";
          case "OWN" -> "AA-11";
          case "lead" -> LEAD.value();
          default -> "zz-99";
        };
  }

  @Test
  void writesTheCrmIdOnceAndKnowsItsEcho() {
    BothSides sides = BothSides.linked(referral());
    String id = sides.shown("externalReference").asText();
    assertThat(sides.referral.path("externalReferenceId").asText()).isEqualTo(id);
    String own = sides.updatedDateTime();

    assertThat(sides.synchronize(news(own)).log().detail(List.of(), 0).steps())
        .containsExactly("our own write came back; nothing was read");
    assertThat(sides.synchronize().outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(sides.reads).isZero();
    assertThat(sides.writes).isEmpty();
    assertThat(sides.updatedDateTime()).isEqualTo(own);
  }

  @Test
  void replacesTheCrmIdOfTheLeadByThatOfTheOpportunity() {
    BothSides sides = BothSides.linked(leadReferral("{}"));
    assertThat(sides.link.record()).matches(RecordId::isLead);
    assertThat(sides.referral.path("externalReferenceId").asText())
        .isEqualTo(sides.shown("externalReference").asText());

    sides.portal("{'status':'Active','substatus':'Accepted'}");
    assertThat(sides.synchronize().outcome()).isEqualTo(Outcome.CREATED);

    assertThat(sides.link.record()).matches(it -> !it.isLead());
    assertThat(sides.referral.path("externalReferenceId").asText())
        .isEqualTo(sides.shown("externalReference").asText());
    assertThat(sides.synchronize().outcome()).isEqualTo(Outcome.UNCHANGED);
  }

  @Test
  void findsTheOpportunityThatItMadeOfALeadBeforeACrash() {
    BothSides sides = BothSides.linked(leadReferral("{}"));
    sides.portal("{'status':'Active','substatus':'Accepted'}");
    Link stored = sides.link;
    sides.synchronize();
    RecordId opportunity = sides.link.record();
    sides.link = stored;

    assertThat(sides.synchronize().outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(sides.link.record()).isEqualTo(opportunity);
    assertThat(sides.records).hasSize(2);
  }

  @Test
  void adoptsARecordByTheReferralsIdWithoutCreatingAnother() {
    BothSides sides = BothSides.linked(referral());
    RecordId record = sides.link.record();
    sides.link = newLink();

    assertThat(sides.synchronize().outcome()).isEqualTo(Outcome.UNCHANGED);

    assertThat(sides.writes).isEmpty();
    assertThat(sides.link.record()).isEqualTo(record);
    assertThat(sides.records).hasSize(1);
  }

  @Test
  void readsARecordAgainThatSomebodyChangedBeforeTheWrite() {
    BothSides sides = BothSides.linked(referral());
    sides.seller("{'notes':'From the seller'}");
    sides.portal("{'details':{'dealValue':7}}");

    assertThat(sides.synchronize().outcome()).isEqualTo(Outcome.UPDATED);

    assertThat(sides.shown("notes").asText()).isEqualTo("From the seller");
    assertThat(sides.shown("dealValue").asInt()).isEqualTo(7);
    assertThat(sides.reads).isEqualTo(1);
    assertThat(sides.referral.at("/details/notes").asText()).isEqualTo("From the seller");
    assertThat(sides.patches).hasSize(1);
    assertThat(sides.link.recordVersion()).isEqualTo(sides.trusted());
    assertThat(sides.link.base().path("notes").asText()).isEqualTo("From the seller");
  }

  @Test
  void keepsTheBaseOfADealThatIsIgnored() {
    BothSides sides = BothSides.linked(referral());
    ObjectNode base = sides.link.base().deepCopy();
    sides.seller("{'referralId':'99999999-0000-4000-8000-000000000009'}");
    sides.portal("{'name':'Renamed'}");

    assertThat(sides.synchronize(operator()).outcome()).isEqualTo(Outcome.IGNORED);
    assertThat(sides.link.base()).isEqualTo(base);
    assertThat(sides.synchronize().outcome())
        .as("the same version again")
        .isEqualTo(Outcome.IGNORED);
    assertThat(sides.link.state()).isEqualTo(LinkState.IGNORED);
    assertThat(sides.writes).isEmpty();
  }

  private Synchronization run(Synchronization read) {
    return reconcile.conclude(reconcile.remember(reconcile.decide(read)));
  }

  private static Synchronization begin(Link link, Trigger trigger) {
    return Synchronization.begin(trigger, new RunLog(), new Progress(link));
  }
}
