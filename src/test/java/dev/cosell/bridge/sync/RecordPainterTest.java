package dev.cosell.bridge.sync;

import static dev.cosell.bridge.sync.DealFixture.CLOCK;
import static dev.cosell.bridge.sync.DealFixture.MAPPINGS;
import static dev.cosell.bridge.sync.DealFixture.ROWS;
import static dev.cosell.bridge.sync.DealFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cosell.bridge.crm.EveryCrm;
import dev.cosell.bridge.mapping.ColumnWrite;
import dev.cosell.bridge.mapping.MappedField;
import dev.cosell.bridge.sync.RecordPainter.Picture;
import dev.cosell.bridge.sync.SyncSettings.CheckMarkPlace;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What sellers see of a synchronization, and how little is written for it. */
@EveryCrm
class RecordPainterTest {

  private static final String CAME_IN = "Partner Center Referral to CRM sync success.";
  private static final String WENT_OUT = "CRM to Partner Center Referral sync success.";
  private static final String NOW = "2030-01-05 10:00 - ";
  private static final Picture PROBLEM = Picture.problem("because");

  @ParameterizedTest
  @CsvSource({
    "Rollout,✔ Rollout",
    "✘ Rollout,✔ Rollout",
    "❌ ✘ Rollout,✔ Rollout",
    "✔ Rollout,",
    "✅ Rollout,",
  })
  void marksANameThatDoesNotShowThatItIsInStep(String shown, @Nullable String written) {
    assertThat(name(painted(row(shown, null), Picture.IN_STEP))).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({"Rollout,✘ Rollout", "✔ Rollout,✘ Rollout", "✘ Rollout,"})
  void marksANameThatDoesNotShowThatItIsOutOfStep(String shown, @Nullable String written) {
    assertThat(name(painted(row(shown, null), PROBLEM))).isEqualTo(written);
  }

  @Test
  void marksANewNameWithinTheSameWrite() {
    List<ColumnWrite> painted =
        painter(CheckMarkPlace.NAME)
            .painted(
                MAPPINGS.opportunity(),
                List.of(renamed("✘ Renamed")),
                row("✔ Rollout", null),
                Picture.IN_STEP);

    assertThat(painted).hasSize(1);
    assertThat(name(painted)).isEqualTo("✔ Renamed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Rollout", "✘ Rollout"})
  void leavesNamesAloneWhereTheCheckMarkIsOff(String shown) {
    for (Picture picture : List.of(Picture.IN_STEP, PROBLEM)) {
      assertThat(
              name(
                  painter(CheckMarkPlace.OFF)
                      .painted(MAPPINGS.opportunity(), List.of(), row(shown, null), picture)))
          .isNull();
    }
    assertThat(
            name(
                painter(CheckMarkPlace.OFF)
                    .painted(
                        MAPPINGS.opportunity(),
                        List.of(renamed("Renamed")),
                        row(shown, null),
                        Picture.IN_STEP)))
        .isEqualTo("Renamed");
  }

  @Test
  void doesNotMarkARecordWithoutName() {
    assertThat(painted(row(null, NOW + WENT_OUT), Picture.IN_STEP)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-",
        "by hand",
        "2029-12-31 23:59 - something else",
        "2029-12-31 23:59 - Not in sync: because of that"
      })
  void writesTheAuditLineWithTheMinuteWhereItIsNews(@Nullable String shown) {
    assertThat(audit(painted(row("✘ Rollout", shown), PROBLEM)))
        .isEqualTo(NOW + "Not in sync: because");
  }

  @Test
  void doesNotRepeatAnAuditLineOnlyToTellANewTime() {
    assertThat(painted(row("✘ Rollout", "2029-12-31 23:59 - Not in sync: because"), PROBLEM))
        .isEmpty();
    assertThat(painted(row("✔ Rollout", "2029-12-31 23:59 - " + CAME_IN), Picture.CAME_IN))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-",
        "by hand",
        "2029-12-31 23:59 - " + CAME_IN,
        "2029-12-31 23:59 - Microsoft: Active"
      })
  void writesNothingWhereEverythingIsShown(@Nullable String shown) {
    assertThat(painted(row("✔ Rollout", shown), Picture.IN_STEP)).isEmpty();
  }

  @Test
  void tellsThatAProblemIsGone() {
    List<ColumnWrite> painted =
        painted(row("✘ Rollout", "2029-12-31 23:59 - Not in sync: because"), Picture.IN_STEP);

    assertThat(name(painted)).isEqualTo("✔ Rollout");
    assertThat(audit(painted)).isEqualTo(NOW + WENT_OUT);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1970, 1971, 5000})
  void cutsALineThatTheColumnCannotHold(int length) {
    String line =
        Objects.requireNonNull(
            audit(painted(row("✘ Rollout", null), Picture.problem("x".repeat(length)))));

    String whole = NOW + "Not in sync: " + "x".repeat(length);
    assertThat(line).isEqualTo(whole.substring(0, Math.min(2000, whole.length())));
  }

  @Test
  void doesNotRepeatALineThatItHadToCut() {
    Picture longStory = Picture.problem("x".repeat(5000));
    String cut = Objects.requireNonNull(audit(painted(row("✘ Rollout", null), longStory)));

    assertThat(painted(row("✘ Rollout", cut.replace("2030", "2029")), longStory)).isEmpty();
  }

  @Test
  void believesARecordThatIsNotKnown() {
    assertThat(painted(null, Picture.IN_STEP)).isEmpty();
    assertThat(audit(painted(null, PROBLEM))).isEqualTo(NOW + "Not in sync: because");
    assertThat(name(painted(null, PROBLEM))).isNull();
  }

  private static List<ColumnWrite> painted(@Nullable JsonNode row, Picture picture) {
    return painter(CheckMarkPlace.NAME).painted(MAPPINGS.opportunity(), List.of(), row, picture);
  }

  private static RecordPainter painter(CheckMarkPlace place) {
    return new RecordPainter(new SyncSettings(place, false, List.of()), CLOCK);
  }

  private static JsonNode row(@Nullable String name, @Nullable String audit) {
    return ROWS.row("opportunity", json("{}").put("name", name).put("audit", audit));
  }

  private static ColumnWrite renamed(String name) {
    MappedField field = MAPPINGS.opportunity().field("name");
    return new ColumnWrite(field.name(), field.column(), TextNode.valueOf(name));
  }

  private static @Nullable String name(List<ColumnWrite> painted) {
    return value(painted, "name");
  }

  private static @Nullable String audit(List<ColumnWrite> painted) {
    return value(painted, "audit");
  }

  private static @Nullable String value(List<ColumnWrite> painted, String word) {
    return painted.stream()
        .filter(write -> write.column().name().equals(ROWS.column("opportunity", word)))
        .map(write -> write.value().asText())
        .findFirst()
        .orElse(null);
  }
}
