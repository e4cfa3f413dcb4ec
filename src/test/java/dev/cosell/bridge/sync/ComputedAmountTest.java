package dev.cosell.bridge.sync;

import static dev.cosell.bridge.sync.DealFixture.OPPORTUNITY;
import static dev.cosell.bridge.sync.DealFixture.linked;
import static dev.cosell.bridge.sync.DealFixture.reconcile;
import static dev.cosell.bridge.sync.DealFixture.record;
import static dev.cosell.bridge.sync.DealFixture.referral;
import static dev.cosell.bridge.sync.DealFixture.thorough;
import static dev.cosell.bridge.sync.DealFixture.words;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.crm.EveryCrm;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.LinkState;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The CRM computes the amount from the products of the opportunity and takes no other. */
@EveryCrm
class ComputedAmountTest {

  private static final String COMPUTED = "'isComputed':true";
  private static final String OTHER_VALUE = "{'details':{'dealValue':61000,'notes':'Edited'}}";

  @Test
  void isHeldWithTheReasonWhileTheOtherFieldsTravel() {
    Synchronization decided = decided("{" + COMPUTED + "}", OTHER_VALUE);

    assertThat(columns(decided)).contains("notes").doesNotContain("dealValue");
    assertThat(decided.knownPlan().reason())
        .isEqualTo(
            "Not written into the CRM: deal value: it is computed from the products of the"
                + " opportunity; change them, or take the edit back in Partner Center");
    reconcile().remember(decided);
    assertThat(reconcile().conclude(decided).link().state()).isEqualTo(LinkState.HELD);
  }

  @Test
  void isWrittenWhereNothingIsComputed() {
    Synchronization decided = decided("{}", OTHER_VALUE);

    assertThat(columns(decided)).contains("dealValue");
    assertThat(decided.knownPlan().reason()).isNull();
  }

  @Test
  void travelsToPartnerCenterLikeAnyEdit() {
    Synchronization decided = decided("{" + COMPUTED + ",'dealValue':70000}", "{}");

    assertThat(sent(decided)).containsExactly("dealValue");
  }

  @Test
  void winsAgainstAnEditInPartnerCenterWhateverThePolicy() {
    Synchronization decided = decided("{" + COMPUTED + ",'dealValue':70000}", OTHER_VALUE);

    assertThat(sent(decided)).containsExactly("dealValue");
    assertThat(columns(decided)).doesNotContain("dealValue");
    assertThat(decided.knownPlan().reason()).isNull();
  }

  @Test
  void staysOpenUntilBothSidesAreEqual() {
    Synchronization held = decided("{" + COMPUTED + "}", OTHER_VALUE);
    reconcile().remember(held);
    Link link = held.link();

    Synchronization again =
        reconcile()
            .decide(
                thorough(
                    link,
                    referral(OTHER_VALUE),
                    record(
                        OPPORTUNITY,
                        referral(),
                        "{" + COMPUTED + ",'dealValue':61000,'notes':'Edited'}")));

    assertThat(again.knownPlan().reason()).isNull();
    assertThat(again.knownPlan().send()).isNull();
  }

  private static Synchronization decided(String recordChanges, String referralChanges) {
    ObjectNode before = referral();
    return reconcile()
        .decide(
            thorough(
                linked(OPPORTUNITY, before),
                referral(referralChanges),
                record(OPPORTUNITY, before, recordChanges)));
  }

  private static List<String> sent(Synchronization decided) {
    ReferralWrite send = decided.knownPlan().send();
    return send == null ? List.of() : send.fields();
  }

  private static Set<String> columns(Synchronization decided) {
    return words(decided.knownPlan().write());
  }
}
