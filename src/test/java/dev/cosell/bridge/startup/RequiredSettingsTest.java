package dev.cosell.bridge.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class RequiredSettingsTest {

  private static final Map<String, Object> COMPLETE =
      Map.of(
          "cosell.crm", "dynamics",
          "cosell.partner-center.token-url", "https://login.example/t/oauth2/v2.0/token",
          "cosell.partner-center.client-id", "id",
          "cosell.partner-center.client-secret", "secret",
          "cosell.partner-center.refresh-token", "refresh",
          "cosell.dynamics.url", "https://contoso.example",
          "cosell.dynamics.token-url", "https://login.example/t/oauth2/v2.0/token",
          "cosell.dynamics.client-id", "id",
          "cosell.dynamics.client-secret", "secret",
          "spring.datasource.url", "jdbc:h2:file:./data/cosell-bridge");

  @Test
  void acceptsCompleteSettings() {
    assertThat(checked(COMPLETE).getProperty("cosell.dynamics.url"))
        .isEqualTo("https://contoso.example");
  }

  @Test
  void namesEveryMissingSettingInOneMessage() {
    Map<String, Object> nothing =
        Map.of("cosell.crm", "dynamics", "spring.datasource.url", "jdbc:h2:mem:x");

    assertThatThrownBy(() -> checked(nothing))
        .isInstanceOf(StartRefused.class)
        .hasMessageContainingAll(
            COMPLETE.keySet().stream()
                .filter(name -> !nothing.containsKey(name))
                .map(name -> name + " (")
                .toArray(String[]::new))
        .hasMessageContaining("COSELL_PARTNERCENTER_REFRESHTOKEN");
  }

  @ParameterizedTest
  @CsvSource({
    "https://contoso.example/, https://contoso.example",
    "https://contoso.example///, https://contoso.example",
    "https://contoso.example/base/, https://contoso.example/base",
    "http://127.0.0.1:9013, http://127.0.0.1:9013"
  })
  void takesTrailingSlashesOffAddresses(String given, String used) {
    assertThat(checked(with("cosell.dynamics.url", given)).getProperty("cosell.dynamics.url"))
        .isEqualTo(used);
    assertThat(
            checked(with("cosell.partner-center.api-url", given))
                .getProperty("cosell.partner-center.api-url"))
        .isEqualTo(used);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"contoso.example", "ftp://contoso.example", "https://", "https://a b", "file:/x"})
  void namesAnAddressThatIsNone(String given) {
    assertThatThrownBy(() -> checked(with("cosell.dynamics.url", given)))
        .hasMessageContaining("cosell.dynamics.url is not an http or https address");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://cosell.example",
        "cosell.example",
        "https://me:s3cret@cosell.example",
        "https://cosell.example/#x",
        "http://127.0.0.1.cosell.example"
      })
  void namesAPublicAddressThatPartnerCenterCannotReach(String given) {
    assertThatThrownBy(() -> checked(with("cosell.partner-center.webhook.public-url", given)))
        .hasMessageContaining("cosell.partner-center.webhook.public-url has to be an https address")
        .hasMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://cosell.example",
        "https://gateway.example/in?code=1",
        "http://localhost:8080",
        "http://127.0.0.1:8080",
        "http://[::1]:8080"
      })
  void takesAPublicAddress(String given) {
    String name = "cosell.partner-center.webhook.public-url";
    assertThat(checked(with(name, given)).getProperty(name)).isEqualTo(given);
  }

  @Test
  void doesNotRepeatThePasswordOfAnAddress() {
    assertThatThrownBy(
            () -> checked(with("cosell.dynamics.url", "https://me:s3cret@contoso.example")))
        .hasMessageContaining("cosell.dynamics.url")
        .hasMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cosell.partner-center.api-url",
        "cosell.partner-center.token-url",
        "cosell.dynamics.url",
        "cosell.dynamics.token-url",
        "cosell.salesforce.login-url",
        "cosell.salesforce.instance-url",
        "cosell.salesforce.pub-sub-address"
      })
  void sendsNoTokenUnencryptedToAnotherMachine(String setting) {
    Map<String, Object> settings = salesforce("https://contoso.my.salesforce.com");
    settings.put(setting, "http://simulator:9011");

    assertThatThrownBy(() -> checked(settings))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining(setting + " is an http address of another machine");

    settings.put("cosell.allow-plain-http", "true");
    assertThat(checked(settings)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1.evil.example",
        "http://localhost.evil.example:80",
        "HTTP://contoso.example",
        "http://[2001:db8::1]:80",
        "http://10.0.0.1"
      })
  void isNotFooledByAHostThatLooksLikeThisMachine(String address) {
    assertThatThrownBy(() -> checked(with("cosell.dynamics.url", address)))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("cosell.dynamics.url is");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://localhost:1", "http://127.0.0.1", "http://127.1.2.3:9", "http://[::1]:9"})
  void callsThisMachineUnencrypted(String address) {
    assertThat(checked(with("cosell.dynamics.url", address)).getProperty("cosell.dynamics.url"))
        .isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Dynamics", "sap"})
  void namesTheAllowedCrm(String crm) {
    assertThatThrownBy(() -> checked(with("cosell.crm", crm)))
        .hasMessageContaining("cosell.crm")
        .hasMessageContaining("dynamics");
  }

  @Test
  void namesWhatIsMissingForSalesforce() {
    assertThatThrownBy(() -> checked(with("cosell.crm", "salesforce")))
        .hasMessageContainingAll(
            "cosell.salesforce.login-url (COSELL_SALESFORCE_LOGINURL) is missing",
            "cosell.salesforce.client-id (COSELL_SALESFORCE_CLIENTID) is missing",
            "cosell.salesforce.client-secret (COSELL_SALESFORCE_CLIENTSECRET) is missing")
        .hasMessageNotContaining("cosell.dynamics");
  }

  @Test
  void demandsTheMyDomainHostOfSalesforce() {
    Map<String, Object> settings = salesforce("https://login.salesforce.com/");

    assertThatThrownBy(() -> checked(settings))
        .hasMessageContaining("cosell.salesforce.login-url has to be the My Domain host");
    assertThat(
            checked(salesforce("https://contoso.my.salesforce.com/"))
                .getProperty("cosell.salesforce.login-url"))
        .isEqualTo("https://contoso.my.salesforce.com");
  }

  private static Map<String, Object> salesforce(String loginUrl) {
    Map<String, Object> settings = with("cosell.crm", "salesforce");
    settings.put("cosell.salesforce.login-url", loginUrl);
    settings.put("cosell.salesforce.client-id", "id");
    settings.put("cosell.salesforce.client-secret", "secret");
    return settings;
  }

  @Test
  void demandsASecretKeyWithPostgresql() {
    Map<String, Object> settings = with("spring.datasource.url", "jdbc:postgresql://db/bridge");

    assertThatThrownBy(() -> checked(settings))
        .hasMessageContaining("cosell.secret-key (COSELL_SECRETKEY) is missing");

    settings.put("cosell.secret-key", "long and random");
    assertThat(checked(settings)).isNotNull();
  }

  @Test
  void saysWhatToDo() {
    assertThatThrownBy(() -> checked(with("cosell.crm", "")))
        .satisfies(
            refused ->
                assertThat(new StartRefusedAnalyzer().analyze(refused).getAction())
                    .contains("application.yaml", "COSELL_CRM=dynamics"));
  }

  private static Map<String, Object> with(String name, String value) {
    Map<String, Object> settings = new HashMap<>(COMPLETE);
    settings.put(name, value);
    return settings;
  }

  private static StandardEnvironment checked(Map<String, Object> settings) {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .forEach(it -> environment.getPropertySources().remove(it.getName()));
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("test", new LinkedHashMap<>(settings)));
    new RequiredSettings(environment).postProcessBeanFactory(new DefaultListableBeanFactory());
    return environment;
  }
}
