package dev.cosell.bridge.sync;

import static dev.cosell.bridge.sync.DealFixture.OPPORTUNITY;
import static dev.cosell.bridge.sync.DealFixture.json;
import static dev.cosell.bridge.sync.DealFixture.referral;
import static dev.cosell.bridge.sync.DealFixture.settled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.crm.EveryCrm;
import dev.cosell.bridge.link.LinkState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@EveryCrm
class StandingTest {

  @ParameterizedTest
  @EnumSource(LinkState.class)
  void isSettledOnlyWhereNothingWasLeftOpen(LinkState state) {
    assertThat(
            Standing.isSettled(settled(OPPORTUNITY, referral()).standing(state, null), referral()))
        .isEqualTo(state == LinkState.LINKED || state == LinkState.IGNORED);
  }

  @Test
  void isNotSettledAtAnotherVersion() {
    assertThat(Standing.isSettled(settled(OPPORTUNITY, referral()), referral("{'eTag':'e2'}")))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({"{}", "{'eTag':null}", "{'eTag':''}"})
  void isNeverSettledWithoutAVersion(String noVersion) {
    assertThat(Standing.isSettled(settled(OPPORTUNITY, referral("{'eTag':''}")), json(noVersion)))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "New,false",
    "Active,false",
    "Closed,true",
    "closed,true",
    "None,false",
    "Later,false"
  })
  void takesEveryClosedReferralForFinal(String status, boolean isFinal) {
    assertThat(Standing.isFinal(json("{'status':'" + status + "'}"))).isEqualTo(isFinal);
    assertThat(Standing.isFinal(json("{}"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                               | ''",
        "{'externalReferenceId':null}     | ''",
        "{'externalReferenceId':''}       | ''",
        "{'externalReferenceId':'  '}     | ''",
        "{'externalReferenceId':' 0-A1 '} | 0-A1"
      })
  void readsTheCrmIdOfAReferral(String referral, String reference) {
    assertThat(Standing.externalReference(json(referral))).isEqualTo(reference);
  }
}
