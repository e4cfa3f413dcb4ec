package dev.cosell.bridge.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.UniqueChars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values and names on their way into an address. */
class DataverseAddressTest {

  @Property
  void anyTextSurvivesTheWayIntoAFilter(@ForAll String text) {
    String wellFormed = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);

    String literal = ODataText.literal(wellFormed);

    String decoded = URI.create("http://x/?q=" + literal).getRawQuery().substring("q=".length());
    String inner = URLDecoder.decode(decoded, StandardCharsets.UTF_8);
    assertThat(inner).startsWith("'").endsWith("'");
    assertThat(inner.substring(1, inner.length() - 1).replace("''", "'")).isEqualTo(wellFormed);
  }

  @Property
  void noTextEndsItsLiteralEarly(@ForAll @UniqueChars String text) {
    String literal = ODataText.literal(text + "' or name ne '");

    assertThat(literal.substring(1, literal.length() - 1)).doesNotContain("'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a/b", "a<b", "a>b", "a*b", "a%b", "a&b", "a:b", "a\\b", "a?b", "a+b", "a\nb", ""})
  void anAlternateKeyRefusesWhatDataverseCannotTake(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DataverseKey.alternate("refid", value))
        .withMessageContaining("refid");
  }

  @Test
  void anAlternateKeyMayHaveSeveralColumns() {
    assertThat(DataverseKey.alternate("a", "O'Brien").and("b", "x y").in("accounts"))
        .isEqualTo("accounts(a='O%27%27Brien',b='x%20y')");
  }

  @ParameterizedTest
  @ValueSource(strings = {"name eq 'x' or name", "a,b", "../x", "", "a b", "1a"})
  void aNameIsNothingButAName(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> DataverseQuery.of(name));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DataverseQuery.of("accounts").select(name));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DataverseQuery.of("accounts").where(name, "x"));
    assertThatIllegalArgumentException().isThrownBy(() -> DataverseWrite.action(name));
  }

  @Test
  void aQueryIsHeadersWithThePrefixOfTheComponent() {
    UUID id = UUID.fromString(DataverseFixture.ID);

    assertThat(DataverseQuery.of("leads").row(id).select("subject").pageSize(5).headers())
        .containsOnly(
            Map.entry("CamelOlingo4.resourcePath", "leads"),
            Map.entry("CamelOlingo4.keyPredicate", DataverseFixture.ID),
            Map.entry("CamelOlingo4.$select", "subject"),
            Map.entry("CamelOlingo4.endpointHttpHeaders", Map.of("Prefer", "odata.maxpagesize=5")));
  }

  @Test
  void writesCombineTheirConditions() {
    assertThat(DataverseWrite.create("accounts").detectingDuplicates().returning("name").headers())
        .containsOnly(
            Map.entry("CamelOlingo4.resourcePath", "accounts?$select=name"),
            Map.entry(
                "CamelOlingo4.endpointHttpHeaders",
                Map.of(
                    "MSCRM.SuppressDuplicateDetection",
                    "false",
                    "Prefer",
                    "return=representation")));
  }
}
