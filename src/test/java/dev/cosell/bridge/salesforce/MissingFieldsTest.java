package dev.cosell.bridge.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.sandbox.salesforce.SalesforceSandbox;
import dev.cosell.bridge.sandbox.salesforce.setup.Field;
import dev.cosell.bridge.sandbox.salesforce.setup.SalesforceSettings;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Fields that the mapping wants and the organisation, or the bridge's user, does not have. */
class MissingFieldsTest {

  private static final String DESCRIBE = "direct:salesforce-describe";

  private SandboxOrg org;

  @BeforeEach
  void start() throws Exception {
    org =
        new SandboxOrg(
            SalesforceSandbox.start(SalesforceSettings.standard()), "salesforce-describe");
  }

  @AfterEach
  void stop() {
    org.close();
  }

  @Test
  void nothingIsMissingInAnOrganisationThatIsSetUp() {
    try (LogOf log = LogOf.ours()) {
      org.describe();

      assertThatCode(() -> org.organization.require("opportunity")).doesNotThrowAnyException();
      assertThatCode(() -> org.organization.require("lead")).doesNotThrowAnyException();
      assertThat(log.lines()).noneMatch(line -> line.startsWith("ERROR"));
    }
  }

  @Test
  void oneMessageNamesEachFieldAndTheLineThatWantsIt() throws Exception {
    org.sandbox.hide("Opportunity", "Audit__c");
    org.sandbox.readOnly("Opportunity", "Referral_Link__c");
    org.sandbox.hide("Account", "BillingCity");

    try (LogOf log = LogOf.ours()) {
      org.describe();

      RemoteFailure lacking =
          catchThrowableOfType(RemoteFailure.class, () -> org.organization.require("opportunity"));
      assertThat(lacking.kind()).isEqualTo(Kind.FORBIDDEN);
      assertThat(lacking)
          .message()
          .startsWith("Salesforce lacks what the opportunity mapping wants")
          .contains(
              "Opportunity.Audit__c, wanted by " + line("audit:"),
              "Opportunity.Referral_Link__c (read-only for the bridge's user), wanted by "
                  + line("referralLink:"),
              "Account.BillingCity, wanted by " + line("city:"));
      assertThat(log.lines())
          .filteredOn(text -> text.startsWith("ERROR"))
          .singleElement()
          .asString()
          .contains(
              "\n  Opportunity.Audit__c, wanted by ",
              "\n  Account.BillingCity, wanted by ",
              "assign its permission set");
      assertThatCode(() -> org.organization.require("lead")).doesNotThrowAnyException();
      assertThat(org.organization.isComplete("opportunity")).isFalse();
      assertThat(org.organization.isComplete("lead")).isTrue();
    }
  }

  private static String line(String field) throws Exception {
    List<String> lines = Files.readAllLines(Path.of("routes/mappings/salesforce-opportunity.yaml"));
    for (int number = 0; number < lines.size(); number++) {
      if (lines.get(number).strip().startsWith(field)) {
        return "routes/mappings/salesforce-opportunity.yaml:" + (number + 1);
      }
    }
    throw new AssertionError("no line of " + field);
  }

  @Test
  void isToldOnceAndAgainWhenItIsSomethingElse() {
    org.sandbox.hide("Lead", "Status");
    try (LogOf log = LogOf.ours()) {
      org.describe();
      org.describe();
      assertThat(errors(log)).hasSize(1).first().asString().contains("No lead is synchronized");

      org.sandbox.hide("Opportunity", "Audit__c");
      org.describe();
      assertThat(errors(log)).hasSize(2);
    }
  }

  private static List<String> errors(LogOf log) {
    return log.lines().stream().filter(line -> line.startsWith("ERROR")).toList();
  }

  @Test
  void anOptionalFieldIsLeftOutInsteadAndComesBack() {
    org.sandbox.undeclare("Opportunity", "Referral_Visible_to_Microsoft__c");
    org.describe();
    assertThatCode(() -> org.organization.require("opportunity")).doesNotThrowAnyException();
    assertThat(names()).doesNotContain("visibleToMicrosoft").contains("name");

    org.sandbox.declare("Opportunity", Field.checkbox("Referral_Visible_to_Microsoft__c"));
    org.describe();
    assertThat(names()).contains("visibleToMicrosoft");
  }

  private List<String> names() {
    return org.mappings.opportunity().fields().stream().map(field -> field.name()).toList();
  }

  @Test
  void theReferralsIdHasToBeAnExternalId() {
    org.sandbox.declare("Opportunity", Field.text(OrgDeal.IDENTIFIER, 100));

    org.describe();

    assertThat(
            catchThrowableOfType(
                RemoteFailure.class, () -> org.organization.require("opportunity")))
        .hasMessageContaining("Opportunity." + OrgDeal.IDENTIFIER + " (is no external id)");
  }

  @Test
  void aFailureWhileItIsDescribedIsNotTakenForMissingFields() {
    for (int status : List.of(503, 403)) {
      String body =
          status == 503
              ? "<html>down</html>"
              : "[{\"errorCode\":\"SERVER_UNAVAILABLE\",\"message\":\"Busy\"}]";
      org.sandbox.fail(
          new Fault("GET", "/sobjects/Account/describe", status, Map.of(), body, 1, false, 0));

      assertThat(org.send(DESCRIBE, org.organization).getException())
          .isInstanceOf(SalesforceRefused.class);
      assertThat(org.organization.isUnknown()).isTrue();
    }
    org.describe();
    assertThat(org.organization.isUnknown()).isFalse();
  }
}
