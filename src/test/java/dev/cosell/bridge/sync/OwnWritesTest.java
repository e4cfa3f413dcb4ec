package dev.cosell.bridge.sync;

import static dev.cosell.bridge.sync.DealFixture.operator;
import static dev.cosell.bridge.sync.DealFixture.referral;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.crm.EveryCrm;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the bridge wrote itself is nobody's edit, even when it does not know that it wrote it. */
@EveryCrm
class OwnWritesTest {

  private final BothSides sides = BothSides.linked(referral());

  @Test
  void aPatchThatWasForgottenDoesNotBeatTheSellersNextEdit() {
    sides.seller("{'dealValue':100}");
    sides.crash();
    assertThat(sides.referral.at("/details/dealValue").asInt()).isEqualTo(100);
    sides.seller("{'dealValue':200}");
    theCrmsClockIsBehind();

    sides.synchronize(operator());

    assertThat(sides.referral.at("/details/dealValue").asInt()).isEqualTo(200);
    assertThat(sides.shown("dealValue").asInt()).isEqualTo(200);
    assertThat(sides.log.detail(List.of(), 0).conflicts()).isEmpty();
  }

  @Test
  void anEditInThePortalAfterAForgottenPatchIsAConflictAllTheSame() {
    sides.seller("{'dealValue':100}");
    sides.crash();
    sides.portal("{'details':{'dealValue':150}}");
    sides.seller("{'dealValue':200}");
    theCrmsClockIsBehind();

    sides.synchronize(operator());

    assertThat(sides.shown("dealValue").asInt()).isEqualTo(150);
    assertThat(sides.log.detail(List.of(), 0).conflicts()).hasSize(1);
  }

  @Test
  void anUpdateOfTheRecordThatWasForgottenDoesNotBeatThePortalsNextEdit() {
    sides.portal("{'details':{'dealValue':100}}");
    sides.crash();
    assertThat(sides.shown("dealValue").asInt()).isEqualTo(100);
    sides.portal("{'details':{'dealValue':200}}");
    sides.row().changedAt = 1_000_000; // the CRM's clock is ahead

    sides.synchronize(operator());

    assertThat(sides.shown("dealValue").asInt()).isEqualTo(200);
    assertThat(sides.referral.at("/details/dealValue").asInt()).isEqualTo(200);
  }

  @Test
  void whatWasEmptiedIsKnownToo() {
    sides.seller("{'notes':null}");
    sides.crash();
    sides.seller("{'notes':'Written again'}");
    theCrmsClockIsBehind();

    sides.synchronize(operator());

    assertThat(sides.referral.at("/details/notes").asText()).isEqualTo("Written again");
  }

  @Test
  void severalForgottenWritesAreAllKnown() {
    sides.seller("{'dealValue':100}");
    sides.crash();
    sides.seller("{'dealValue':200}");
    sides.crash();
    sides.seller("{'dealValue':300}");
    theCrmsClockIsBehind();

    sides.synchronize(operator());

    assertThat(sides.referral.at("/details/dealValue").asInt()).isEqualTo(300);
    assertThat(sides.shown("dealValue").asInt()).isEqualTo(300);
  }

  private void theCrmsClockIsBehind() {
    sides.row().changedAt = 0;
  }
}
