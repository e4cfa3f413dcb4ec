package dev.cosell.bridge.sync;

import static dev.cosell.bridge.sync.DealFixture.operator;
import static dev.cosell.bridge.sync.DealFixture.referral;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.crm.EveryCrm;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  @Test
  void whatTheCrmRefusedIsNotOursWhenASellerSetsItAfterwards() {
    sides.portal("{'details':{'dealValue':100}}");
    sides.seller("{'dealValue':200}"); // seen only when the CRM refuses the stale write
    sides.synchronizeWith(BothSides.Mishap.UNANSWERED);
    assertThat(sides.referral.at("/details/dealValue").asInt()).isEqualTo(200);
    sides.seller("{'dealValue':100}");

    sides.synchronize(operator());

    assertThat(sides.shown("dealValue").asInt()).isEqualTo(100);
    assertThat(sides.referral.at("/details/dealValue").asInt()).isEqualTo(100);
  }

  @Test
  void aSellerWhoGoesBackAfterAForgottenPatchIsHeard() {
    String agreed = sides.shown("notes").asText();
    sides.seller("{'notes':'Written anew'}");
    sides.crash();
    assertThat(sides.referral.at("/details/notes").asText()).isEqualTo("Written anew");
    sides.seller("{'notes':'" + agreed + "'}");

    sides.synchronize(operator());

    assertThat(sides.shown("notes").asText()).isEqualTo(agreed);
    assertThat(sides.referral.at("/details/notes").asText()).isEqualTo(agreed);
  }

  @Test
  void aPortalThatGoesBackAfterAForgottenUpdateIsHeard() {
    String agreed = sides.shown("notes").asText();
    sides.portal("{'details':{'notes':'Written anew'}}");
    sides.crash();
    assertThat(sides.shown("notes").asText()).isEqualTo("Written anew");
    sides.portal("{'details':{'notes':'" + agreed + "'}}");

    sides.synchronize(operator());

    assertThat(sides.shown("notes").asText()).isEqualTo(agreed);
    assertThat(sides.referral.at("/details/notes").asText()).isEqualTo(agreed);
  }

  @Test
  void whatASellerTakesOutOfAListAfterAForgottenPatchStaysOut() {
    sides.seller("{'solutions':'SOL-A, SOL-B'}");
    sides.crash();
    assertThat(sides.there().get("solutions").toString()).contains("SOL-B");
    sides.seller("{'solutions':'SOL-A, SOL-C'}");

    sides.synchronize(operator());

    assertThat(sides.there().get("solutions").toString())
        .contains("SOL-A", "SOL-C")
        .doesNotContain("SOL-B");
    assertThat(sides.there().get("solutions")).isEqualTo(sides.here().get("solutions"));
  }

  @Test
  void whatThePortalTakesOutOfAListAfterAForgottenUpdateStaysOut() {
    sides.portal(solutions("SOL-A", "SOL-B"));
    sides.crash();
    assertThat(sides.shown("solutions").asText()).contains("SOL-B");
    sides.portal(solutions("SOL-A", "SOL-C"));

    sides.synchronize(operator());

    assertThat(sides.there().get("solutions").toString())
        .contains("SOL-A", "SOL-C")
        .doesNotContain("SOL-B");
    assertThat(sides.there().get("solutions")).isEqualTo(sides.here().get("solutions"));
  }

  @Test
  void aListThatGoesBackInThePortalAfterAForgottenUpdateGoesBackInTheRecord() {
    sides.portal(solutions("SOL-A"));
    sides.synchronize(operator());
    sides.portal(solutions("SOL-A", "SOL-B"));
    sides.crash();
    assertThat(sides.shown("solutions").asText()).contains("SOL-B");
    sides.portal(solutions("SOL-A"));

    sides.synchronize(operator());

    assertThat(sides.there().get("solutions").toString()).doesNotContain("SOL-B");
    assertThat(sides.here().get("solutions")).isEqualTo(sides.there().get("solutions"));
  }

  @Test
  void whatASellerAddedBeforeAForgottenUpdateIsStillSent() {
    sides.portal(solutions("SOL-A", "SOL-B"));
    sides.seller("{'solutions':'SOL-A, SOL-S'}");
    sides.crashInBetween();
    assertThat(sides.shown("solutions").asText()).contains("SOL-B", "SOL-S");
    assertThat(sides.there().get("solutions").toString()).doesNotContain("SOL-S");

    sides.synchronize(operator());

    assertThat(sides.there().get("solutions").toString()).contains("SOL-A", "SOL-B", "SOL-S");
  }

  private static String solutions(String... ids) {
    return Stream.of(ids)
        .map(id -> "{'type':'Solution','id':'" + id + "'}")
        .collect(Collectors.joining(",", "{'details':{'requirements':{'solutions':[", "]}}}"));
  }

  private void theCrmsClockIsBehind() {
    sides.row().changedAt = 0;
  }
}
