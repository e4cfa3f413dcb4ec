package dev.cosell.bridge.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SalesforceRelationshipTest extends SalesforceTestBase {

  private String deal;

  @BeforeEach
  void createDeal() {
    deal =
        sandbox.create(
            "Opportunity",
            form(
                """
                {'Name':'Deal','CloseDate':'2030-11-14','owner':'robin@partner.example',
                 'account':{'Name':'Example Customer Ltd','BillingPostalCode':'00000'},
                 'contact':{'FirstName':'Avery','LastName':'Example','Email':'avery@customer.example'}}"""));
  }

  @Test
  void readsParentsIntoObjectsOfTheirOwn() {
    JsonNode record =
        api.records(
                "SELECT account.name, Account.BillingPostalCode, Owner.Email, Owner.Phone, Contact.Email, Account.Owner.Name FROM Opportunity")
            .path(0);

    assertThat(record.at("/Account/attributes/type").asText()).isEqualTo("Account");
    assertThat(record.at("/Account/Name").asText()).isEqualTo("Example Customer Ltd");
    assertThat(record.at("/Account/BillingPostalCode").asText()).isEqualTo("00000");
    assertThat(record.at("/Account/Owner/Name").asText()).isEqualTo("Robin Seller");
    assertThat(record.at("/Owner/Email").asText()).isEqualTo("robin@partner.example");
    assertThat(record.at("/Owner/Phone").asText()).isEqualTo("+15550101");
    assertThat(record.at("/Owner/attributes/type").asText()).isEqualTo("User");
    assertThat(record.at("/Contact/Email").asText()).isEqualTo("avery@customer.example");
  }

  @Test
  void showsNoParentAsNull() {
    created("Orphan");

    JsonNode record =
        api.records(
                "SELECT Account.Name, Account.Owner.Name FROM Opportunity WHERE AccountId = null")
            .path(0);

    assertThat(record.path("Account").isNull()).isTrue();
    assertThat(api.records("SELECT Id FROM Opportunity WHERE Account.Name = null")).hasSize(1);
    assertThat(
            api.records("SELECT Name FROM Opportunity ORDER BY Account.Name DESC NULLS LAST")
                .findValuesAsText("Name"))
        .containsExactly("Deal", "Orphan");
  }

  @Test
  void readsChildrenAsAResultOfTheirOwn() {
    created("Lonely");

    JsonNode records =
        api.records(
            "SELECT Name, (SELECT ContactId, Contact.LastName FROM OpportunityContactRoles WHERE IsPrimary = true) FROM Opportunity ORDER BY Name");

    assertThat(records.at("/0/OpportunityContactRoles/totalSize").asInt()).isEqualTo(1);
    assertThat(records.at("/0/OpportunityContactRoles/done").asBoolean()).isTrue();
    assertThat(records.at("/0/OpportunityContactRoles/records/0/Contact/LastName").asText())
        .isEqualTo("Example");
    assertThat(records.at("/0/OpportunityContactRoles/records/0/attributes/type").asText())
        .isEqualTo("OpportunityContactRole");
    assertThat(records.at("/1/OpportunityContactRoles").isNull()).isTrue();
  }

  @Test
  void readsTheSalesTeam() {
    String kim =
        api.records("SELECT Id FROM User WHERE Email = 'kim@partner.example'").at("/0/Id").asText();
    sandbox.create(
        "OpportunityTeamMember", form("{'OpportunityId':'" + deal + "','UserId':'" + kim + "'}"));

    JsonNode members =
        api.records(
            "SELECT (SELECT User.Email, User.Phone, User.MobilePhone FROM OpportunityTeamMembers) FROM Opportunity");

    JsonNode user = members.at("/0/OpportunityTeamMembers/records/0/User");
    assertThat(user.path("Email").asText()).isEqualTo("kim@partner.example");
    assertThat(user.path("Phone").isNull()).isTrue();
    assertThat(user.path("MobilePhone").asText()).isEqualTo("+15550102");
  }

  @Test
  void showsTheOwnerOfALeadOnlyAsAName() {
    createdLead("Example");

    JsonNode lead = api.records("SELECT Owner.Type, Owner.Email, Owner.Name FROM Lead").path(0);

    assertThat(lead.at("/Owner/attributes/type").asText()).isEqualTo("Name");
    assertThat(lead.at("/Owner/Type").asText()).isEqualTo("User");
    assertThat(lead.at("/Owner/Email").asText()).isEqualTo("integration@partner.example");
    assertThat(api.records("SELECT Id FROM Lead WHERE Owner.Type = 'User'")).hasSize(1);
    assertThat(api.query("SELECT Owner.MobilePhone FROM Lead").message())
        .contains("No such column 'MobilePhone' on entity 'Name'.");
  }

  @Test
  void forgetsAContactThatWasDeleted() {
    String contact = row(deal).path("ContactId").asText();

    api.delete("sobjects/Contact/" + contact);

    JsonNode record = api.records("SELECT ContactId, Contact.Email FROM Opportunity").path(0);
    assertThat(record.path("ContactId").isNull()).isTrue();
    assertThat(record.path("Contact").isNull()).isTrue();
    assertThat(api.records("SELECT Id FROM OpportunityContactRole")).isEmpty();
  }

  @Test
  void deletesWhatHangsOnADeletedAccount() {
    api.delete("sobjects/Account/" + row(deal).path("AccountId").asText());

    assertThat(api.get(deal(deal)).code()).isEqualTo("ENTITY_IS_DELETED");
    assertThat(api.records("SELECT Id FROM Contact")).isEmpty();
    assertThat(api.records("SELECT Id FROM OpportunityContactRole")).isEmpty();
  }
}
