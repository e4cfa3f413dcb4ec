package dev.cosell.bridge.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cosell.bridge.mapping.Snapshot;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaseTest {

  private static final Snapshot EMPTY = Snapshot.fromJson("{}");

  @ParameterizedTest(name = "there {0}, here {1}")
  @CsvSource(
      nullValues = "-",
      value = {"a,a", "a,b", "a,-", "-,b", "-,-"})
  void givesBackWhatEachSideHeld(@Nullable String there, @Nullable String here) {
    Snapshot base = Base.with(EMPTY, "f", value(there), value(here));

    assertThat(Base.ofReferral(base, "f")).isEqualTo(value(there));
    assertThat(Base.ofRecord(base, "f")).isEqualTo(value(here));
    assertThat(Base.ofReferral(Snapshot.fromJson(base.toJson()), "f"))
        .as("kept in the store")
        .isEqualTo(value(there));
  }

  @Test
  void forgetsTheDifferenceOnceBothSidesAgree() {
    Snapshot apart = Base.with(EMPTY, "f", value("a"), value("b"));

    Snapshot agreed = Base.with(apart, "f", value("c"), value("c"));

    assertThat(agreed).isEqualTo(EMPTY.with("f", value("c")));
    assertThat(Base.with(apart, "f", value(null), value(null))).isEqualTo(EMPTY);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"a,b", "-,b", "a,-", "a,a", "-,-"})
  void restoresBothSidesOfOneFieldAndNoOther(@Nullable String there, @Nullable String here) {
    Snapshot before = Base.with(EMPTY, "f", value(there), value(here));
    Snapshot now =
        Base.with(Base.with(before, "f", value("x"), value("y")), "g", value("g"), value("h"));

    Snapshot restored = Base.restored(now, "f", before);

    assertThat(restored).isEqualTo(Base.with(before, "g", value("g"), value("h")));
  }

  private static JsonNode value(@Nullable String text) {
    return text == null ? NullNode.instance : TextNode.valueOf(text);
  }
}
