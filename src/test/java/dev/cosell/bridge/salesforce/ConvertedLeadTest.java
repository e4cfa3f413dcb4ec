package dev.cosell.bridge.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.crm.Deals;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.sandbox.salesforce.SalesforceSandbox;
import dev.cosell.bridge.sandbox.salesforce.setup.SalesforceSettings;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import dev.cosell.bridge.sync.Synchronization;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A lead whose deal was accepted in Partner Center, and which a seller may have converted. */
class ConvertedLeadTest {

  private static final String ACCEPT = "direct:crm-qualify-lead";

  private SandboxOrg org;
  private RecordId lead;

  @BeforeEach
  void start() throws Exception {
    org =
        new SandboxOrg(
            SalesforceSandbox.start(SalesforceSettings.standard()), "salesforce-qualify-lead");
    lead =
        RecordId.lead(
            org.sandbox.create(
                "Lead", Deals.json("{'LastName':'Example','Company':'Example Ltd','sync':true}")));
  }

  @AfterEach
  void stop() {
    org.close();
  }

  @Test
  void isAcceptedWhileItIsOpen() {
    Synchronization accepted = org.synchronize(ACCEPT, deal());

    assertThat(org.sandbox.row("Lead", lead.value()))
        .get()
        .satisfies(
            row -> {
              assertThat(row.path("Sync_with_Partner_Center__c").asBoolean()).isFalse();
              assertThat(row.path("Status").asText()).isEqualTo("Working - Contacted");
            });
    assertThat(OrgDeal.steps(accepted)).isEmpty();
  }

  @Test
  void staysAsItIsOnceItIsConvertedAndTheRunSaysSo() {
    org.sandbox.convert(lead.value(), true);

    Synchronization accepted = org.synchronize(ACCEPT, deal());

    assertThat(OrgDeal.steps(accepted))
        .singleElement()
        .asString()
        .startsWith("the lead stays as it is: Salesforce answered 400 (")
        .contains("CONVERTED");
  }

  @ParameterizedTest
  @CsvSource({
    "400,UNABLE_TO_LOCK_ROW,TRANSIENT",
    "400,UNKNOWN_EXCEPTION,TRANSIENT",
    "403,REQUEST_LIMIT_EXCEEDED,TRANSIENT",
    "503,SERVER_UNAVAILABLE,TRANSIENT"
  })
  void isTriedAgainAfterAFailureThatPasses(int status, String code, Kind kind) {
    String body = "[{\"errorCode\":\"" + code + "\",\"message\":\"later\"}]";
    org.sandbox.fail(new Fault("PATCH", "/sobjects/Lead/", status, Map.of(), body, 1, false, 0));

    Exchange failed = org.send(ACCEPT, deal());

    assertThat(failed.getException())
        .isInstanceOfSatisfying(
            SalesforceRefused.class,
            refused -> assertThat(OrgFixture.meaning(refused).kind()).isEqualTo(kind));
  }

  private Synchronization deal() {
    return Deals.begun(Deals.link(lead, null), Deals.referral());
  }
}
