package dev.cosell.bridge.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.salesforce.OrgStages.Stage;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrgStagesTest {

  private static final List<Stage> PROCESS =
      List.of(
          new Stage("Idea", false, false),
          new Stage("Talks", false, false),
          new Stage("Gone", true, false),
          new Stage("Offer", false, false),
          new Stage("Signed", true, true),
          new Stage("Renewed", true, true));

  private final List<String> problems = new ArrayList<>();

  @Test
  void withoutSettingsFollowsTheOrderOfTheOrganisationAndItsOwnWordForWonAndClosed() {
    OrgStages stages = stages(Map.of());

    assertThat(problems).isEmpty();
    assertThat(stages).hasToString("on hold 'Idea', active 'Talks', won 'Signed', lost 'Gone'");
  }

  @Test
  void theActiveStageIsTheOneBehindTheOnHoldStage() {
    assertThat(stages(Map.of("on-hold-stage", "Talks")).active()).isEqualTo("Offer");
  }

  @Test
  void theActiveStageIsAnyOtherOpenOneWhereNoneIsBehindTheOnHoldStage() {
    OrgStages stages = stages(Map.of("on-hold-stage", "Offer"));

    assertThat(stages.active()).isEqualTo("Idea");
    assertThat(problems).isEmpty();
  }

  @Test
  void takesTheStagesOfTheSettingsHoweverTheyAreCapitalised() {
    OrgStages stages =
        stages(Map.of("on-hold-stage", " offer ", "active-stage", "IDEA", "won-stage", "renewed"));

    assertThat(problems).isEmpty();
    assertThat(stages).hasToString("on hold 'Offer', active 'Idea', won 'Renewed', lost 'Gone'");
  }

  @ParameterizedTest
  @CsvSource({
    "on-hold-stage, Perhaps, 'Idea, Talks, Offer'",
    "active-stage, Signed, 'Idea, Talks, Offer'",
    "won-stage, Gone, 'Signed, Renewed'",
    "lost-stage, Signed, Gone"
  })
  void aStageThatIsNoneOfThatKindIsAProblemThatNamesThoseThatAre(
      String setting, String stage, String possible) {
    stages(Map.of(setting, stage));

    assertThat(problems)
        .containsExactly(
            "cosell.salesforce."
                + setting
                + " is '"
                + stage
                + "', which the organisation does not have as such a stage: "
                + possible);
  }

  @Test
  void leavingAStageForItselfAcceptsNothing() {
    stages(Map.of("on-hold-stage", "Talks", "active-stage", "talks"));

    assertThat(problems)
        .singleElement()
        .asString()
        .contains("on-hold-stage and active-stage are both 'Talks'", "they have to differ");
  }

  @Test
  void anOrganisationThatCannotLoseADealIsTold() {
    OrgStages.of(
        settings(Map.of()), PROCESS.stream().filter(stage -> !stage.isLost()).toList(), problems);

    assertThat(problems)
        .containsExactly("the organisation has no stage for cosell.salesforce.lost-stage; set it");
  }

  @ParameterizedTest
  @CsvSource({
    "IDEA, false, false, on-hold-stage",
    "Offer, false, false, active-stage",
    "'A retired stage', false, false, active-stage",
    "Idea, true, false, lost-stage",
    "Gone, true, true, won-stage"
  })
  void whereADealStandsIsToldByTheFlagsOfTheRecordFirst(
      String stage, boolean isClosed, boolean isWon, String word) {
    assertThat(stages(Map.of()).word(stage, isClosed, isWon)).isEqualTo(word);
  }

  private OrgStages stages(Map<String, String> settings) {
    return OrgStages.of(settings(settings), PROCESS, problems);
  }

  private static SalesforceSettings settings(Map<String, String> settings) {
    return TestSettings.at(URI.create("https://contoso.example"), new HashMap<>(settings));
  }
}
