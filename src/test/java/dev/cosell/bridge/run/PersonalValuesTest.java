package dev.cosell.bridge.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cosell.bridge.run.RunDetail.Conflict;
import dev.cosell.bridge.run.RunDetail.FieldChange;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PersonalValuesTest {

  private static final TextNode AVERY = TextNode.valueOf("Avery");
  private static final JsonNode AMOUNT = DecimalNode.valueOf(BigDecimal.TEN);
  private final PersonalValues mask = new PersonalValues("contact"::equals);

  @Test
  void leavesOutTheValuesOfPersonalFieldsAndNoOthers() {
    JsonNode people = JsonNodeFactory.instance.arrayNode().add(AVERY);

    RunDetail masked =
        masked(
                null,
                new FieldChange("contact", "crm", null, people),
                new FieldChange("dealValue", "crm", AMOUNT, AMOUNT))
            .detail();

    assertThat(masked.fields())
        .containsExactly(
            new FieldChange("contact", "crm", null, TextNode.valueOf("***")),
            new FieldChange("dealValue", "crm", AMOUNT, AMOUNT));
    assertThat(masked.conflicts().toString()).doesNotContain("Avery").contains("contact", "held");
  }

  @Test
  void leavesOutWhoIsMeantInTheWordsOfARemoteSystem() {
    Run masked = masked("duplicate of avery@customer.example, call +1 555 0100-77 now");

    assertThat(masked.reason()).isEqualTo("duplicate of ***, call *** now");
    assertThat(masked.detail().steps()).containsExactly("asked ***");
  }

  private Run masked(@Nullable String reason, FieldChange... fields) {
    return mask.masked(
        new Run(
            1,
            2,
            null,
            "record",
            "operator synchronize",
            Outcome.FAILED,
            reason,
            Instant.EPOCH,
            Instant.EPOCH,
            new RunDetail(
                List.of(),
                0,
                List.of("asked avery@customer.example"),
                List.of(),
                List.of(fields),
                List.of(new Conflict("contact", AVERY, AVERY, AVERY, "held")))));
  }
}
