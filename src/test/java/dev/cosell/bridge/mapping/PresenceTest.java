package dev.cosell.bridge.mapping;

import static dev.cosell.bridge.mapping.MappingText.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class PresenceTest {

  private static final FieldMapping MAPPING =
      MappingText.with(
          "value: {referral: /details/dealValue, crm: amount, type: money, computed-when: hasproducts}",
          "program: {referral: /referralProgram, crm: program, type: text, optional: true}");

  @Test
  void tellsTheFileAndLineThatWantAColumn() {
    assertThat(MAPPING.field("program").presence().place())
        .endsWith(".yaml:" + (MappingText.FIRST_ROW + 1));
  }

  @Test
  void leavesOutWhatTheCrmDoesNotHave() {
    FieldMapping left = MAPPING.without(Set.of("program", "link"));

    assertThat(left.fields())
        .extracting(MappedField::name)
        .doesNotContain("program", "link")
        .contains("value");
    assertThat(left.ofReferral(json("{\"referralProgram\":\"CoSell\"}")).fields())
        .doesNotContain("program");
    assertThat(left.find(Role.LINK)).isEmpty();
  }

  @Test
  void readsTheColumnThatTellsWhatIsComputed() {
    assertThat(MAPPING.columns())
        .contains(new Column(null, "hasproducts", FieldType.BOOLEAN))
        .contains(new Column(null, "amount", FieldType.MONEY));
    assertThat(MAPPING.isComputed(json("{\"hasproducts\":true}"))).isTrue();
    assertThat(MAPPING.isComputed(json("{\"hasproducts\":false}"))).isFalse();
    assertThat(MAPPING.isComputed(json("{}"))).isFalse();
  }

  @Test
  void takesTheCrmsOwnNamesOfColumns() {
    FieldMapping renamed =
        MAPPING.naming(column -> new Column(column.table(), "ns__" + column.name(), column.type()));

    assertThat(renamed.column(Role.IDENTIFIER).name()).isEqualTo("ns__refid");
    assertThat(renamed.field("value").source()).isEqualTo(MAPPING.field("value").source());
  }
}
