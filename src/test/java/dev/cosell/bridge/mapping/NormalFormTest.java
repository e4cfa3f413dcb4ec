package dev.cosell.bridge.mapping;

import static dev.cosell.bridge.mapping.MappingText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NormalFormTest {

  private static final FieldMapping MAPPING =
      MappingText.with(
          "text: {referral: /v, crm: text, type: text, max: 12}",
          "whole: {referral: /v, crm: whole, type: text}",
          "money: {referral: /v, crm: money, type: money}",
          "number: {referral: /v, crm: number, type: number}",
          "date: {referral: /v, crm: date, type: date}",
          "datetime: {referral: /v, crm: datetime, type: datetime}",
          "flag: {referral: /v, crm: flag, type: boolean}",
          "currency: {referral: /v, crm: currency, type: currency}",
          "country: {referral: /v, crm: country, type: country}",
          "identifier: {referral: /v, crm: identifier, type: identifier}",
          "choice: {referral: /v, crm: choice, type: choice, values: {A: 1, B: 2, C: null}}",
          "solutions: {referral: /v, crm: solutions, type: solutions, max: 12}",
          "team: {referral: /v, crm: team, type: team, to-crm: never}");

  @Property
  void isItsOwnNormalForm(@ForAll("values") JsonNode raw) {
    for (MappedField field : MAPPING.fields()) {
      JsonNode once = NormalForm.of(field, raw, 2);
      assertThat(NormalForm.of(field, once, 2)).as(field.name()).isEqualTo(once);
    }
  }

  @Property
  void survivesTheStore(@ForAll("values") JsonNode raw) {
    Snapshot snapshot = MAPPING.ofReferral(referral(raw));
    Snapshot again = Snapshot.fromJson(snapshot.toJson());
    assertThat(again).isEqualTo(snapshot).hasSameHashCodeAs(snapshot);
    assertThat(again.toJson()).isEqualTo(snapshot.toJson());
  }

  @Property
  void comesBackFromTheCrmAsItWasWritten(@ForAll("values") JsonNode raw) {
    ObjectNode referral = referral(raw);
    Snapshot sent = MAPPING.ofReferral(referral);
    ColumnWrites writes = MAPPING.columns(referral, sent, sent.fields(), Moment.CREATE);
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    writes.columns().forEach(it -> row.set(it.column().name(), it.value()));
    Snapshot stored = MAPPING.ofRecord(row);
    for (ColumnWrite write : writes.columns()) {
      assertThat(stored.get(write.field())).as(write.field()).isEqualTo(sent.get(write.field()));
    }
  }

  @Property
  void cutsToWhatTheColumnTakesAndKeepsTheBeginning(@ForAll("texts") String text) {
    String cut = NormalForm.of(MAPPING.field("text"), TextNode.valueOf(text), 2).asText("");
    String whole = NormalForm.of(MAPPING.field("whole"), TextNode.valueOf(text), 2).asText("");
    assertThat(cut).hasSizeLessThanOrEqualTo(12);
    assertThat(whole).startsWith(cut);
    assertThat(whole.length() > 12 || cut.equals(whole)).isTrue();
    assertThat(cut.isEmpty() || !Character.isHighSurrogate(cut.charAt(cut.length() - 1))).isTrue();
  }

  @Property
  void saysThatATextWasCutExactlyWhenItWas(@ForAll("texts") String text) {
    ObjectNode referral = referral(TextNode.valueOf(text));
    Snapshot sent = MAPPING.ofReferral(referral);
    boolean cut = !sent.get("text").equals(sent.get("whole"));
    assertThat(MAPPING.columns(referral, sent, Set.of("text"), Moment.UPDATE).problems())
        .hasSize(cut ? 1 : 0);
  }

  @Property
  void doesNotSeeZerosAtTheEndOfAnAmount(
      @ForAll("amounts") BigDecimal amount, @ForAll boolean asText) {
    BigDecimal longer = amount.setScale(amount.scale() + 3);
    JsonNode other = asText ? TextNode.valueOf(longer.toString()) : DecimalNode.valueOf(longer);
    JsonNode normal = NormalForm.of(MAPPING.field("money"), DecimalNode.valueOf(amount), 2);
    assertThat(NormalForm.of(MAPPING.field("money"), other, 2)).isEqualTo(normal);
    assertThat(normal.decimalValue()).isEqualByComparingTo(amount);
  }

  @Property
  void seesACentMore(@ForAll("amounts") BigDecimal amount) {
    JsonNode more = DecimalNode.valueOf(amount.add(new BigDecimal("0.01")));
    assertThat(NormalForm.of(MAPPING.field("money"), more, 2))
        .isNotEqualTo(NormalForm.of(MAPPING.field("money"), DecimalNode.valueOf(amount), 2));
  }

  @Provide
  Arbitrary<BigDecimal> amounts() {
    return Arbitraries.bigDecimals()
        .between(new BigDecimal("-1000000000000"), new BigDecimal("1000000000000"))
        .ofScale(2);
  }

  /** Short texts of what normalising is about, so that the traps meet often. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            List.of(
                "a", "B", " ", "\t", "\n", "\r", "\r\n", "✔", "✔ ", "❌ ", "\uFE0F", "\u00A0", "😀",
                ",", ";", "9"))
        .list()
        .ofMaxSize(20)
        .map(it -> String.join("", it));
  }

  @Provide
  Arbitrary<JsonNode> values() {
    Arbitrary<String> words =
        Arbitraries.of(
            "A",
            "C",
            "true",
            "FALSE",
            "us",
            "Norway",
            "eur",
            "1e400",
            "-0.0",
            "007.50",
            "2030-02-30",
            "2030-11-14",
            "0001-01-01T00:00:00",
            "2030-11-14T23:30:00.1234567-05:00",
            "+999999999-12-31T23:59:59Z",
            "{AAAAAAAA-0000-4000-8000-000000000001}");
    Arbitrary<JsonNode> numbers =
        Arbitraries.bigDecimals().ofScale(5).map(DecimalNode::valueOf).map(JsonNode.class::cast);
    Arbitrary<JsonNode> others =
        Arbitraries.of(
                "null",
                "true",
                "0",
                "1e5",
                "[]",
                "{}",
                "[\"B\", \"A\", \"A \"]",
                "[{\"id\": \"B\"}, {\"id\": null}]",
                "[{\"email\": \"X@y\", \"firstName\": \" Kim \"}, {\"email\": \"a@y\"}, {}, 3]",
                "{\"email\": \"A@b\"}",
                "[[1], {\"id\": {\"x\": 1}}]")
            .map(MappingText::json);
    return Arbitraries.oneOf(
        texts().map(TextNode::valueOf),
        words.map(TextNode::valueOf),
        Arbitraries.strings().map(TextNode::valueOf),
        numbers,
        others);
  }

  private static ObjectNode referral(JsonNode value) {
    ObjectNode referral = json("{\"id\": \"r-1\"}").require();
    referral.set("v", value);
    referral.set("name", value);
    return referral;
  }
}
