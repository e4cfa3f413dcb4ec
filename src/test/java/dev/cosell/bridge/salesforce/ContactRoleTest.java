package dev.cosell.bridge.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.crm.Deals;
import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.salesforce.SalesforceSandbox;
import dev.cosell.bridge.sandbox.salesforce.setup.SalesforceSettings;
import dev.cosell.bridge.sandbox.salesforce.setup.ValidationRule;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import dev.cosell.bridge.sync.Synchronization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An organisation that does not let the bridge name the contact with the opportunity. */
class ContactRoleTest {

  private static final String CREATE = "direct:crm-create-opportunity";

  private SandboxOrg org;
  private String account;
  private String contact;

  @BeforeEach
  void start() throws Exception {
    SalesforceSandbox sandbox = SalesforceSandbox.start(SalesforceSettings.standard());
    sandbox.readOnly("Opportunity", "ContactId");
    account = sandbox.create("Account", Deals.json("{'Name':'Example Customer Ltd'}"));
    contact =
        sandbox.create(
            "Contact", Deals.json("{'LastName':'Example','AccountId':'" + account + "'}"));
    org =
        new SandboxOrg(
            sandbox,
            "salesforce-describe",
            "salesforce-create-opportunity",
            "salesforce-create-with-contact-role");
    org.standIn("salesforce-customer");
    org.describe();
    sandbox.forgetRequests();
  }

  @AfterEach
  void stop() {
    org.close();
  }

  @Test
  void isCreatedWithTheOpportunity() {
    Synchronization created = org.synchronize(CREATE, deal(contact));

    assertThat(opportunities())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.path("Id").asText()).isEqualTo(created.knownRecordId().value());
              assertThat(row.path(OrgDeal.IDENTIFIER).asText()).isEqualTo(Deals.REFERRAL);
              assertThat(row.path("ContactId").asText()).isEqualTo(contact);
              assertThat(row.path("AccountId").asText()).isEqualTo(account);
            });
    assertThat(created.link().record()).isEqualTo(created.knownRecordId());
    assertThat(org.sandbox.rows("OpportunityContactRole")).hasSize(1);
    assertThat(calls()).extracting(SandboxRequest::method).containsExactly("POST");
  }

  @Test
  void leavesNoOpportunityBehindWhenItIsRefused() {
    Synchronization deal = deal(contact.replaceFirst("^(.{14}).", "$1z"));

    SalesforceRefused refused = refusal(deal);

    assertThat(refused.request()).isEqualTo("POST sobjects/OpportunityContactRole");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.codes()).doesNotContain("PROCESSING_HALTED");
    assertThat(opportunities()).isEmpty();
    assertThat(deal.link().record()).isNull();
  }

  @Test
  void isNotTriedForAnOpportunityThatIsRefused() {
    org.sandbox.change(
        org.sandbox
            .settings()
            .with(
                org.sandbox
                    .settings()
                    .rules()
                    .withValidationRules(
                        List.of(
                            new ValidationRule(
                                "Opportunity", "Amount > 1", "Too\nmuch", Optional.empty())))));

    SalesforceRefused refused = refusal(deal(contact));

    assertThat(refused)
        .hasMessage(
            "Salesforce answered 400 (FIELD_CUSTOM_VALIDATION_EXCEPTION) to PATCH"
                + " sobjects/Opportunity/Referral_Identifier__c/"
                + Deals.REFERRAL
                + ": Too much");
    assertThat(OrgFixture.meaning(refused).kind()).isEqualTo(Kind.REJECTED);
    assertThat(org.sandbox.rows("OpportunityContactRole")).isEmpty();
  }

  @Test
  void comesWithTheNextAttemptAfterAFailure() {
    org.sandbox.fail(Fault.refusing("POST", "/composite$", 503));
    Synchronization deal = deal(contact);

    assertThat(OrgFixture.meaning(refusal(deal)).kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(opportunities()).isEmpty();
    org.synchronize(CREATE, deal);

    assertThat(opportunities())
        .extracting(row -> row.path("ContactId").asText())
        .containsExactly(contact);
  }

  @Test
  void isNotAskedForWithoutAContact() {
    org.synchronize(
        CREATE, OrgDeal.creating(org.mappings, "opportunity").withReference("account", account));

    assertThat(opportunities()).hasSize(1);
    assertThat(calls()).extracting(SandboxRequest::method).containsExactly("PATCH");
  }

  @Test
  void isNotAskedForWhereTheOpportunityTakesTheContact() throws Exception {
    SalesforceSandbox usual = SalesforceSandbox.start(SalesforceSettings.standard());
    String customer = usual.create("Account", Deals.json("{'Name':'Example Customer Ltd'}"));
    String person =
        usual.create(
            "Contact", Deals.json("{'LastName':'Example','AccountId':'" + customer + "'}"));
    try (SandboxOrg other =
        new SandboxOrg(usual, "salesforce-describe", "salesforce-create-opportunity")) {
      other.standIn("salesforce-customer");
      other.standIn("salesforce-create-with-contact-role");
      other.describe();

      other.synchronize(
          CREATE,
          OrgDeal.creating(other.mappings, "opportunity")
              .withReference("account", customer)
              .withReference("contact", person));

      assertThat(usual.rows("Opportunity"))
          .extracting(row -> row.path("ContactId").asText())
          .containsExactly(person);
    }
  }

  @Test
  void asksAgainWhenTheAnswerIsNoneToBoth() {
    org.sandbox.fail(
        new Fault("POST", "/composite$", 200, Map.of(), "{\"compositeResponse\":[]}", 1, false, 0));

    Exception failure = org.send(CREATE, deal(contact)).getException();

    assertThat(failure).isInstanceOf(RemoteFailure.class);
    assertThat(((RemoteFailure) failure).kind()).isEqualTo(Kind.TRANSIENT);
  }

  private Synchronization deal(String ofContact) {
    return OrgDeal.creating(org.mappings, "opportunity")
        .withReference("account", account)
        .withReference("contact", ofContact);
  }

  private SalesforceRefused refusal(Synchronization deal) {
    Exception failure = org.send(CREATE, deal).getException();
    assertThat(failure).isInstanceOf(SalesforceRefused.class);
    return (SalesforceRefused) failure;
  }

  private List<? extends JsonNode> opportunities() {
    return org.sandbox.rows("Opportunity");
  }

  private List<SandboxRequest> calls() {
    return org.sandbox.requests();
  }
}
