package dev.cosell.bridge.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SalesforceIdTest {

  @ParameterizedTest
  @CsvSource({
    "005gL000001aBcDQAU, 005gL000001aBcDQAU",
    "005gL000001aBcDQAU, 005gL000001aBcD",
    "005gL000001aBcD, 005gL000001aBcDQAU"
  })
  void areOfTheSameRowInBothForms(String one, String other) {
    assertThat(SalesforceId.areSame(one, other)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "005gL000001aBcDQAU, 005gL000002aBcDQAU",
    "005gL000001aBcD, 005gl000001abcd",
    "'', ''",
    "'', 005gL000001aBcD"
  })
  void areOfDifferentRowsOrOfNone(String one, String other) {
    assertThat(SalesforceId.areSame(one, other)).isFalse();
  }
}
