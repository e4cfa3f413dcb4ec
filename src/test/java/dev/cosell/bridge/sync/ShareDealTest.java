package dev.cosell.bridge.sync;

import static dev.cosell.bridge.sync.DealFixture.ALONE;
import static dev.cosell.bridge.sync.DealFixture.CRM;
import static dev.cosell.bridge.sync.DealFixture.LEAD;
import static dev.cosell.bridge.sync.DealFixture.MAPPINGS;
import static dev.cosell.bridge.sync.DealFixture.OPPORTUNITY;
import static dev.cosell.bridge.sync.DealFixture.REFERRAL;
import static dev.cosell.bridge.sync.DealFixture.ROWS;
import static dev.cosell.bridge.sync.DealFixture.USUAL;
import static dev.cosell.bridge.sync.DealFixture.newLink;
import static dev.cosell.bridge.sync.DealFixture.record;
import static dev.cosell.bridge.sync.DealFixture.referral;
import static dev.cosell.bridge.sync.DealFixture.words;
import static dev.cosell.bridge.sync.DealFixture.written;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.crm.EveryCrm;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.mapping.Snapshot;
import dev.cosell.bridge.run.Outcome;
import dev.cosell.bridge.run.RunLog;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A seller's deal on its way to its referral. */
@EveryCrm
class ShareDealTest {

  private static final String NOT_SHARED = "'referralId':null,'referralLink':null";
  private static final RecordId OTHER = CRM.record("opportunity", 15);

  private final ShareDeal share = share(ALONE);

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{'syncFlag':false} | Sync with Partner Center is off on this record",
        "{'syncFlag':null}  | Sync with Partner Center is off on this record",
        "{'syncFlag':false,'status':'won'} | Sync with Partner Center is off on this record",
        "{'status':'won'} | it was closed before it was shared with Partner Center",
        "{'status':'lost'} | it was closed before it was shared with Partner Center",
      })
  void ignoresADealThatIsNotForPartnerCenter(String row, String reason) {
    Synchronization considered = share.consider(ofSeller(unshared(row)));

    assertIgnored(considered, reason);
    assertThat(share.isWanted(considered)).isFalse();
  }

  @Test
  void ignoresARecordThatIsGone() {
    assertIgnored(
        share.consider(ofSeller(null)),
        "the opportunity " + OPPORTUNITY.value() + " does not exist in the CRM");
  }

  @Test
  void ignoresALeadUntilItIsQualified() {
    CrmRecord lead = record(LEAD, DealFixture.leadReferral("{}"), "{'referralId':null}");
    assertIgnored(
        share.consider(ofSeller(lead)),
        "a lead becomes a deal in Partner Center once it is qualified");
  }

  @Test
  void wantsAnOpenDealAndNamesItWithoutTheCheckMark() {
    Synchronization considered = share.consider(ofSeller(unshared("{'name':'✘ Rollout'}")));

    assertThat(considered.plan()).isNull();
    assertThat(share.isWanted(considered)).isTrue();
    assertThat(considered.link().name()).isEqualTo("Rollout");
  }

  @ParameterizedTest
  @CsvSource({REFERRAL, "33333333-0000-4000-8000-00000000000A"})
  void aRecordThatCarriesAReferralAlreadyBecomesAnOrdinaryDeal(String carried) {
    Synchronization considered =
        share.consider(ofSeller(unshared("{'referralId':'" + carried + "'}")));

    assertThat(considered.plan()).isNull();
    assertThat(considered.link().referralId()).isEqualTo(new ReferralId(REFERRAL));
    assertThat(share.isWanted(considered)).as("nothing is created").isFalse();
  }

  @Test
  void whatIsNoReferralIdIsNotCarried() {
    Synchronization considered = share.consider(ofSeller(unshared("{'referralId':'by hand'}")));

    assertThat(considered.link().referralId()).isNull();
    assertThat(share.isWanted(considered)).isTrue();
  }

  @Test
  void leavesTheReferralThatItCarriesToTheRecordItBelongsTo() {
    Link holder = newLink().with(OTHER, null);
    Synchronization copied =
        share(holding(holder, false))
            .consider(
                Synchronization.begin(DealFixture.news(), new RunLog(), new Progress(seller(2)))
                    .withRecord(record(OPPORTUNITY, referral(), "{}")));

    assertThat(copied.knownPlan().decision()).isEqualTo(Decision.HOLD);
    assertThat(copied.knownPlan().reason())
        .isEqualTo(
            "the referral "
                + REFERRAL
                + " belongs to the "
                + OTHER
                + ". Empty the referral identifier of this one to make it a deal of its own");
    assertThat(copied.isDifferent()).as("its seller sees it").isTrue();
    assertThat(share.isWanted(copied)).isFalse();
    assertThat(copied.link().referralId()).isNull();
  }

  @Test
  void isNoRivalOfItselfNorOfALinkWithoutRecord() {
    CrmRecord carrying = record(OPPORTUNITY, referral(), "{}");
    for (Link holder : List.of(newLink(), newLink().with(OTHER, null))) {
      long key = holder.record() == null ? 2 : holder.id();
      Synchronization considered =
          share(holding(holder, false))
              .consider(
                  Synchronization.begin(DealFixture.news(), new RunLog(), new Progress(seller(key)))
                      .withRecord(carrying));
      assertThat(considered.plan()).isNull();
      assertThat(considered.link().referralId()).isEqualTo(new ReferralId(REFERRAL));
    }
  }

  @Test
  void createsADealThatIsComplete() {
    Synchronization checked = share.check(ofSeller(unshared("{}")));

    assertThat(checked.isNewReferral()).isTrue();
    assertThat(checked.isDifferent()).isFalse();
  }

  @Test
  void tellsOnTheRecordWhatIsMissing() {
    Synchronization checked =
        share.check(ofSeller(unshared("{'dealValue':null,'name':'Rollout'}")));

    assertThat(checked.knownPlan().decision()).isEqualTo(Decision.HOLD);
    assertThat(checked.knownPlan().reason()).isEqualTo("The deal value is required");
    RecordWrite write = checked.knownPlan().knownWrite();
    assertThat(written(write, "name")).hasToString("\"✘ Rollout\"");
    assertThat(written(write, "audit"))
        .hasToString("\"2030-01-05 10:00 - Not in sync: The deal value is required\"");
    assertThat(write.columns()).hasSize(2);
  }

  @Test
  void aDealThatPartnerCenterWasAskedForBeforeIsNotHeldForWhatIsMissingNow() {
    ShareDeal asked = share(holding(null, true));

    assertThat(asked.check(ofSeller(unshared("{'dealValue':null}"))).isNewReferral()).isTrue();
  }

  @Test
  void agreesOnWhatWasSentOnceTheDealIsShared() {
    Synchronization shared = shared("{'status':'on-hold'}", referral());

    Snapshot base = Snapshot.fromJson(shared.link().base().toString());
    assertThat(shared.link().referralId()).isEqualTo(new ReferralId(REFERRAL));
    assertThat(shared.plan()).isNull();
    assertThat(shared.link().referralVersion()).isEqualTo("\"e1\"");
    assertThat(shared.link().ownWrite()).isEqualTo("2030-01-05T10:00:00.500Z");
    assertThat(shared.link().recordVersion()).isNull();
    assertBase(base, "dealValue", "50000", "50000");
    assertBase(base, "notes", "Synthetic deal.", "Synthetic deal.");
    assertBase(base, "status", "in-progress", "on-hold");
    assertBase(base, "help", "null", "ProofOfConceptOrDemo");
    assertThat(Base.ofRecord(unaskedBase(), "help").isNull()).as("not asked yet").isTrue();
    assertBase(base, "referralId", "null", "null");
  }

  @Test
  void keepsTheBaseOfADealThatTurnedOutToHaveItsReferral() {
    CrmRecord record = unshared("{'notes':'Edited since'}");
    Synchronization found = ofSeller(record).withFound(referral());

    Synchronization known = share.shared(found);

    assertThat(known.link().base()).isEmpty();
    assertThat(known.link().referralId()).isEqualTo(new ReferralId(REFERRAL));
    assertThat(known.progress().isShared()).isFalse();
  }

  @Test
  void onlyItsReferralIsWrittenOntoADealThatWasJustShared() {
    ObjectNode created = referral("{'inviteContext':{'assistanceRequestCode':null}}");
    Synchronization decided =
        DealFixture.reconcile().decide(shared("{'status':'on-hold'}", created));

    Plan plan = decided.knownPlan();
    assertThat(plan.reason()).isNull();
    assertThat(plan.send()).isNull();
    assertThat(plan.invites()).isFalse();
    assertThat(words(plan.knownWrite()))
        .containsExactlyInAnyOrder("referralId", "referralLink", "audit");
    assertThat(written(plan.knownWrite(), "audit"))
        .hasToString("\"2030-01-05 10:00 - CRM to Partner Center Referral sync success.\"");
    assertThat(plan.knownWrite().stage()).as("it stays on hold").isNull();
    assertThat(
            DealFixture.reconcile().conclude(DealFixture.reconcile().remember(decided)).outcome())
        .isEqualTo(Outcome.CREATED);
  }

  @Test
  void theConsentThatTheHelpImpliesComesIntoTheCrmLater() {
    ObjectNode created =
        referral("{'consent':{'consentToShareReferralWithMicrosoftSellers':true}}");

    Plan plan =
        DealFixture.reconcile().decide(shared("{'visibleToMicrosoft':false}", created)).knownPlan();

    assertThat(plan.send()).isNull();
    assertThat(plan.reason()).isNull();
    assertThat(written(plan.knownWrite(), "visibleToMicrosoft")).hasToString("true");
  }

  private Synchronization shared(String row, JsonNode created) {
    Synchronization checked = share.check(share.consider(ofSeller(unshared(row))));
    assertThat(checked.isNewReferral()).isTrue();
    return share.shared(checked.withShared(created).withMicrosofts(referral()));
  }

  /** Microsoft could not be invited. */
  private Snapshot unaskedBase() {
    Synchronization checked = share.check(share.consider(ofSeller(unshared("{}"))));
    return Snapshot.fromJson(share.shared(checked.withShared(referral())).link().base().toString());
  }

  private static void assertBase(Snapshot base, String field, String there, String here) {
    assertThat(Base.ofReferral(base, field).asText()).as("%s there", field).isEqualTo(there);
    assertThat(Base.ofRecord(base, field).asText()).as("%s here", field).isEqualTo(here);
  }

  private static void assertIgnored(Synchronization considered, String reason) {
    Plan plan = Objects.requireNonNull(considered.plan());
    assertThat(plan.decision()).isEqualTo(Decision.IGNORE);
    assertThat(plan.reason()).isEqualTo(reason);
    assertThat(plan.write()).isNull();
  }

  /** A complete deal that is not in Partner Center, with these changes. */
  private static CrmRecord unshared(String changes) {
    CrmRecord record = record(OPPORTUNITY, referral(), "{" + NOT_SHARED + ",'audit':null}");
    DealFixture.merged(
        (ObjectNode) record.row(), ROWS.row("opportunity", DealFixture.json(changes)));
    return record;
  }

  private static Synchronization ofSeller(@Nullable CrmRecord record) {
    return Synchronization.begin(
            new Trigger(
                List.of(new Trigger.News(Trigger.Side.RECORD, "crm poll", DealFixture.version(2))),
                0,
                false),
            new RunLog(),
            new Progress(seller(1)))
        .withRecord(record);
  }

  private static Link seller(long key) {
    Link link = newLink();
    return new Link(
        key,
        null,
        OPPORTUNITY,
        null,
        link.state(),
        null,
        link.base(),
        null,
        null,
        null,
        null,
        link.createdAt(),
        link.updatedAt());
  }

  private static ShareDeal share(Neighbours neighbours) {
    return new ShareDeal(
        new Sharing(MAPPINGS, USUAL, neighbours),
        DealFixture.planner(USUAL),
        MAPPINGS,
        new OwnWrites(new Notes()));
  }

  private static Neighbours holding(@Nullable Link holder, boolean asked) {
    return new Neighbours() {
      @Override
      public Optional<Link> holderOf(RecordId record) {
        return Optional.empty();
      }

      @Override
      public Optional<Link> holderOf(ReferralId referral) {
        return Optional.ofNullable(holder);
      }

      @Override
      public boolean isBeingCreated(long linkKey) {
        return asked;
      }
    };
  }
}
