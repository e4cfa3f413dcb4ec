package dev.cosell.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.ledger.Change;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.sandbox.dataverse.DataverseSandbox;
import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.sync.Synchronization;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the poll asks Dataverse for, its change tracking, and its lookups. */
@OnlyOn("dynamics")
class DynamicsPollIT extends PollScenario {

  private static final DataverseSandbox DATAVERSE = SANDBOX.dataverse();

  @Test
  void everyPageIsOneOfTheMappedColumnsOfRecordsThatTakePart() {
    opportunities(101, true);

    poll();

    assertThat(CRM.requests().polls("opportunity"))
        .hasSize(2)
        .allSatisfy(
            request -> {
              assertThat(request.parameters().get("$filter"))
                  .startsWith("msft_microsoftpartnercenterreferralsync eq true");
              assertThat(request.parameters().get("$select")).contains("name,", "_ownerid_value");
              assertThat(request.header("Prefer")).contains("odata.maxpagesize=100");
            });
  }

  @Test
  void aQuietPollIsOneCallForEachTable() {
    poll(); // knows the currencies now
    forgetRequests();

    poll();

    assertThat(calls()).containsExactly("GET data/v9.2/opportunities", "GET data/v9.2/leads");
  }

  @Test
  void whatWasDeletedIsNoticedEvenWhenDataverseForgotWhereWeStopped() {
    List<RecordId> records = opportunities(2, true);
    Link kept = linked(records.get(0));
    Link deleted = linked(records.get(1));
    noticeRemoved();
    CRM.delete(records.get(1).value());
    DATAVERSE.expireDeltaTokens();

    noticeRemoved();

    assertThat(ledger.of(kept.id())).isEmpty();
    assertThat(ledger.of(deleted.id()))
        .extracting(Change::event)
        .containsExactly("opportunity-missing");

    CRM.delete(records.get(0).value());
    noticeRemoved();
    assertThat(ledger.of(kept.id()))
        .extracting(Change::event)
        .containsExactly("opportunity-deleted");
  }

  @Test
  void aCustomerWhoIsAPersonLeadsToTheCompanyAndAnOwnerOutOfSightIsPassedOver() {
    UUID account = DATAVERSE.create("accounts", json("{'name':'Fabrikam'}"));
    String company = "'parentcustomerid_account@odata.bind':'/accounts(" + account + ")'";
    UUID person = DATAVERSE.create("contacts", json("{'lastname':'Buyer'," + company + "}"));
    String customer = "'customerid_contact@odata.bind':'/contacts(" + person + ")'";
    UUID id = DATAVERSE.create("opportunities", json("{'name':'Deal'," + customer + "}"));
    Synchronization found = found(RecordId.opportunity(id.toString()));
    DATAVERSE.fail(Fault.refusing("GET", "/systemusers", 403));

    Synchronization read = related(found);

    JsonNode row = read.knownRecord().row();
    assertThat(row.path("account").path("name").asText()).isEqualTo("Fabrikam");
    assertThat(row.has("ownerid")).isFalse();
    assertThat(read.log().detail(List.of(), 0).steps())
        .containsExactly("the owner of the record is no user that can be read, a team perhaps");
  }

  @Test
  void accountContactAndOwnerAreReadByOneCallEach() {
    String id =
        CRM.createDeal(
            json("{'name':'Deal','account':{'name':'Contoso'},'contact':{'lastName':'Example'}}"));

    related(found(RecordId.opportunity(id)));

    assertThat(calls())
        .extracting(call -> call.replaceAll("\\(.*", ""))
        .containsExactlyInAnyOrder(
            "GET data/v9.2/accounts", "GET data/v9.2/contacts", "GET data/v9.2/systemusers");
  }
}
