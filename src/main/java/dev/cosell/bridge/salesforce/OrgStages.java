package dev.cosell.bridge.salesforce;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the organisation calls the stages of opportunities. Whether a deal is won or lost is told by
 * Salesforce itself, never by a name.
 *
 * @param onHold the stage of a deal that is not accepted yet
 * @param active the stage of an accepted deal
 * @param won the stage of a won deal
 * @param lost the stage of a lost deal
 * @param all every active stage, in the organisation's order
 */
record OrgStages(String onHold, String active, String won, String lost, List<Stage> all) {

  OrgStages {
    all = List.copyOf(all);
  }

  /** The words of a value table, which stand for what the organisation calls it. */
  static final String ON_HOLD_STAGE = "on-hold-stage";

  static final String ACTIVE_STAGE = "active-stage";
  static final String WON_STAGE = "won-stage";
  static final String LOST_STAGE = "lost-stage";

  /** The words by which the value table of the status names stages. */
  static final List<String> WORDS = List.of(ON_HOLD_STAGE, ACTIVE_STAGE, WON_STAGE, LOST_STAGE);

  /**
   * A stage.
   *
   * @param name as records hold it
   * @param isClosed whether a deal there is finished
   * @param isWon whether it is won
   */
  record Stage(String name, boolean isClosed, boolean isWon) {

    boolean isOpen() {
      return !isClosed;
    }

    boolean isLost() {
      return isClosed && !isWon;
    }
  }

  /**
   * The stages by the settings, else by the order of the organisation.
   *
   * @param stages the active ones in the organisation's order
   * @param problems gets what is wrong with the settings, in words for an administrator
   */
  static OrgStages of(SalesforceSettings settings, List<Stage> stages, List<String> problems) {
    Choosing choosing = new Choosing(stages, problems);
    List<String> open = names(stages, Stage::isOpen);
    String onHold = choosing.named("on-hold-stage", settings.onHoldStage(), Stage::isOpen, open, 0);
    List<String> others = new ArrayList<>(open);
    others.remove(onHold);
    String active =
        choosing.named(
            "active-stage", settings.activeStage(), Stage::isOpen, behind(open, onHold, others), 0);
    if (active.equals(onHold)) {
      problems.add(
          "cosell.salesforce.on-hold-stage and active-stage are both '"
              + active
              + "': leaving the one for the other accepts a referral, so they have to differ");
    }
    return new OrgStages(
        onHold,
        active,
        choosing.named(
            "won-stage", settings.wonStage(), Stage::isWon, names(stages, Stage::isWon), 0),
        choosing.named(
            "lost-stage", settings.lostStage(), Stage::isLost, names(stages, Stage::isLost), 0),
        stages);
  }

  private static List<String> behind(List<String> open, String onHold, List<String> others) {
    int place = open.indexOf(onHold);
    return place >= 0 && place + 1 < open.size() ? open.subList(place + 1, open.size()) : others;
  }

  private static List<String> names(List<Stage> stages, Predicate<Stage> kind) {
    return stages.stream().filter(kind).map(Stage::name).toList();
  }

  /** Finds the stage of each setting. */
  private record Choosing(List<Stage> stages, List<String> problems) {

    String named(
        String setting,
        @Nullable String wanted,
        Predicate<Stage> kind,
        List<String> usual,
        int place) {
      if (wanted == null || wanted.isBlank()) {
        if (usual.size() <= place) {
          problems.add(
              "the organisation has no stage for cosell.salesforce." + setting + "; set it");
          return "";
        }
        return usual.get(place);
      }
      return stages.stream()
          .filter(kind)
          .map(Stage::name)
          .filter(wanted.strip()::equalsIgnoreCase)
          .findFirst()
          .orElseGet(() -> unknown(setting, wanted.strip(), kind));
    }

    private String unknown(String setting, String wanted, Predicate<Stage> kind) {
      problems.add(
          "cosell.salesforce."
              + setting
              + " is '"
              + wanted
              + "', which the organisation does not have as such a stage: "
              + names(stages, kind).stream().collect(Collectors.joining(", ")));
      return wanted;
    }
  }

  /** The stage that a word of a value table stands for; any other text is a stage itself. */
  String name(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case ON_HOLD_STAGE -> onHold;
      case ACTIVE_STAGE -> active;
      case WON_STAGE -> won;
      case LOST_STAGE -> lost;
      default -> word;
    };
  }

  /** The stage of this name, empty when the organisation has no such active one. */
  Optional<Stage> named(String name) {
    return all.stream().filter(stage -> stage.name().equalsIgnoreCase(name)).findFirst();
  }

  /** The word for where a record stands. */
  String word(String stage, boolean isClosed, boolean isWon) {
    if (isWon) {
      return WON_STAGE;
    }
    if (isClosed) {
      return LOST_STAGE;
    }
    return onHold.equalsIgnoreCase(stage) ? ON_HOLD_STAGE : ACTIVE_STAGE;
  }

  @Override
  public String toString() {
    return "on hold '"
        + onHold
        + "', active '"
        + active
        + "', won '"
        + won
        + "', lost '"
        + lost
        + "'";
  }
}
