package dev.cosell.bridge.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferralIdTest {

  @Test
  void isTheSameInWhateverCaseItIsWritten() {
    ReferralId id = ReferralId.of("ABCDEF01-0000-4000-8000-00000000000f");

    assertThat(id).isEqualTo(ReferralId.of("abcdef01-0000-4000-8000-00000000000F"));
    assertThat(id.value()).isEqualTo("abcdef01-0000-4000-8000-00000000000f");
    assertThat(id).hasToString(id.value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "42",
        "1-1-1-1-1",
        "00000000-0000-0000-0000-000000000000",
        "{33333333-0000-4000-8000-000000000003}",
        "33333333-0000-4000-8000-000000000003 ",
        "33333333-0000-4000-8000-000000000003\n",
        "33333333000040008000000000000003",
        "g3333333-0000-4000-8000-000000000003",
        "../../33333333-0000-4000-8000-000000000003"
      })
  void isNothingButAGuid(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> ReferralId.of(text));
    assertThat(ReferralId.parse(text)).isEmpty();
  }

  @Test
  void isAbsentWhereThereIsNoText() {
    assertThat(ReferralId.parse(null)).isEmpty();
  }
}
