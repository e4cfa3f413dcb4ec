package dev.cosell.bridge.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.sandbox.salesforce.SalesforceSandbox;
import dev.cosell.bridge.sandbox.salesforce.setup.DuplicateRule;
import dev.cosell.bridge.sandbox.salesforce.setup.SalesforceSettings;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DuplicateRuleTest {

  private static final String ACCOUNT = "{\"Name\":\"Example Customer Ltd\"}";

  @Test
  void oneThatAlertsIsHeardButDoesNotStopTheBridge() throws Exception {
    try (SandboxOrg org = org(DuplicateRule.ALERT)) {
      assertThat(create(org, Map.of()).getException()).isNull();
      assertThat(create(org, Map.of()).getException()).isNull();
      assertThat(org.sandbox.rows("Account")).hasSize(2);
    }
  }

  @ParameterizedTest
  @CsvSource({"BLOCK,true", "BLOCK,false", "ALERT,false"})
  void oneThatBlocksIsObeyedAndSoIsOneThatAlertsWhereTheSettingsSaySo(
      DuplicateRule rule, String allowed) throws Exception {
    try (SandboxOrg org = org(rule)) {
      Map<String, String> settings = Map.of("allow-duplicates", allowed);
      assertThat(create(org, settings).getException()).isNull();

      assertThat(create(org, settings).getException())
          .isInstanceOfSatisfying(
              SalesforceRefused.class,
              refused -> {
                assertThat(refused.codes()).containsExactly("DUPLICATES_DETECTED");
                assertThat(refused.isFinal()).isTrue();
                assertThat(OrgFixture.meaning(refused).kind()).isEqualTo(Kind.REJECTED);
              });
      assertThat(org.sandbox.rows("Account")).hasSize(1);
    }
  }

  private static SandboxOrg org(DuplicateRule rule) throws Exception {
    SalesforceSettings usual = SalesforceSettings.standard();
    return new SandboxOrg(
        SalesforceSandbox.start(usual.with(usual.rules().withAccountDuplicates(rule))));
  }

  private static Exchange create(SandboxOrg org, Map<String, String> settings) {
    SalesforceApi api = new SalesforceApi(TestSettings.at(org.sandbox.url(), settings));
    return org.call(api.create("Account"), ACCOUNT);
  }
}
