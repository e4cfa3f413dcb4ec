package dev.cosell.bridge.dynamics;

import static dev.cosell.bridge.dynamics.DynamicsDeal.ACCOUNT;
import static dev.cosell.bridge.dynamics.DynamicsDeal.CONTACT;
import static dev.cosell.bridge.dynamics.DynamicsDeal.answer;
import static dev.cosell.bridge.dynamics.DynamicsDeal.creating;
import static dev.cosell.bridge.dynamics.DynamicsDeal.headers;
import static dev.cosell.bridge.dynamics.DynamicsDeal.http;
import static dev.cosell.bridge.dynamics.DynamicsDeal.json;
import static dev.cosell.bridge.dynamics.DynamicsDeal.parsed;
import static dev.cosell.bridge.dynamics.DynamicsDeal.path;
import static dev.cosell.bridge.dynamics.DynamicsDeal.referral;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sync.Decision;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import dev.cosell.bridge.sync.Synchronization;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DynamicsCustomersTest {

  private final DynamicsCustomers customers = new DynamicsCustomers(DynamicsDeal.MAPPINGS);

  @Test
  void findsTheAccountByNameAndPostalCodeTogetherTheOldestFirst() {
    Map<String, Object> headers = headers(it -> customers.findAccount(deal(), it));
    assertThat(path(headers)).isEqualTo("accounts");
    assertThat(headers)
        .containsEntry(
            "CamelOlingo4.$filter",
            "name eq 'O%27%27Brien%20%26%20S%C3%B6hne' and address1_postalcode eq 'AB%201'")
        .containsEntry("CamelOlingo4.$orderby", "createdon asc")
        .containsEntry("CamelOlingo4.$top", "1")
        .containsEntry("CamelOlingo4.$select", "accountid");
  }

  @Test
  void findsTheAccountByNameWhereTheReferralHasNoPostalCode() {
    ObjectNode referral = referral();
    referral.withObject("/customerProfile/address").putNull("postalCode");
    assertThat(headers(it -> customers.findAccount(deal(referral), it)))
        .containsEntry("CamelOlingo4.$filter", "name eq 'O%27%27Brien%20%26%20S%C3%B6hne'");
  }

  @Test
  void neverTakesAStrangersAccountForACustomerWithoutAName() {
    ObjectNode nameless = referral();
    nameless.withObject("/customerProfile").putNull("name");
    assertThat(customers.hasAccount(deal(nameless))).isFalse();
    assertThat(customers.hasAccount(deal())).isTrue();
    ObjectNode none = referral();
    none.remove("customerProfile");
    assertThat(customers.hasAccount(deal(none))).isFalse();
  }

  @Test
  void createsTheAccountWithItsColumnsAndNoOthers() {
    Map<String, Object> headers = headers(it -> customers.createAccount(deal(), it));
    assertThat(path(headers)).matches("accounts\\([0-9a-f-]{36}\\)");
    assertThat(http(headers)).isEqualTo(Map.of("If-None-Match", "*"));
    assertThat(parsed(customers.newAccount(deal())))
        .isEqualTo(
            json("{'name':'O~Brien & Söhne','address1_line1':'1 Sample Street','address1_postalcode':'AB 1'}")
                .put("name", "O'Brien & Söhne"));
  }

  @Test
  void comesToTheSameNewAccountFromEveryDealOfTheSameCustomer() {
    ObjectNode another = referral();
    another.put("name", "Another deal");
    ObjectNode elsewhere = referral();
    elsewhere.withObject("/customerProfile/address").put("postalCode", "CD 2");
    String account = customers.createdAccount(deal()).references().get("account");

    assertThat(customers.createdAccount(deal(another)).references()).containsValue(account);
    assertThat(customers.createdAccount(deal(elsewhere)).references()).doesNotContainValue(account);
  }

  @Test
  void keepsTheAccountThatWasFound() {
    assertThat(customers.lacksAccount(deal())).isTrue();
    assertThat(customers.lacksAccount(customers.account(deal(), answer("{'value':[]}")))).isTrue();
    Synchronization found =
        customers.account(deal(), answer("{'value':[{'accountid':'" + ACCOUNT + "'}]}"));
    assertThat(found.references()).isEqualTo(Map.of("account", ACCOUNT));
    assertThat(customers.lacksAccount(found)).isFalse();
  }

  @Test
  void doesNotTakeAnAnswerWithoutAListForAMissingAccount() {
    for (String page : new String[] {"{'error':null}", "{'value':[null]}", "{}", ""}) {
      assertThatExceptionOfType(RemoteFailure.class)
          .isThrownBy(() -> customers.account(deal(), answer(page)))
          .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT));
    }
  }

  @Test
  void findsTheContactByEmailWithinTheAccountOnly() {
    Map<String, Object> headers = headers(it -> customers.findContact(known(referral()), it));
    assertThat(path(headers)).isEqualTo("contacts");
    assertThat(headers)
        .containsEntry(
            "CamelOlingo4.$filter",
            "_parentcustomerid_value eq "
                + ACCOUNT
                + " and emailaddress1 eq 'avery%2Bx%40customer.example'")
        .containsEntry("CamelOlingo4.$orderby", "createdon asc")
        .containsEntry("CamelOlingo4.$top", "1");
  }

  @Test
  void findsAContactWithoutEmailByEverythingThatIsKnown() {
    ObjectNode referral = referral();
    ((ObjectNode) referral.at("/customerProfile/team/0")).putNull("email");
    assertThat(headers(it -> customers.findContact(known(referral), it)))
        .containsEntry(
            "CamelOlingo4.$filter",
            "_parentcustomerid_value eq "
                + ACCOUNT
                + " and firstname eq 'Avery' and lastname eq 'Example' and telephone1 eq '%2B15550100'");
  }

  @Test
  void hasAContactOnlyWithALastNameAndAnAccount() {
    ObjectNode nameless = referral();
    ((ObjectNode) nameless.at("/customerProfile/team/0")).putNull("lastName");
    assertThat(customers.hasContact(known(referral()))).isTrue();
    assertThat(customers.hasContact(known(nameless))).isFalse();
    assertThat(customers.hasContact(deal())).as("no account").isFalse();
  }

  @Test
  void createsTheContactBelowTheAccount() {
    Map<String, Object> headers = headers(it -> customers.createContact(known(referral()), it));
    assertThat(path(headers)).matches("contacts\\([0-9a-f-]{36}\\)");
    assertThat(http(headers)).isEqualTo(Map.of("If-None-Match", "*"));
    assertThat(parsed(customers.newContact(known(referral()))))
        .isEqualTo(
            json(
                "{'firstname':'Avery','lastname':'Example','emailaddress1':'avery+x@customer.example',"
                    + "'telephone1':'+15550100','parentcustomerid_account@odata.bind':'/accounts("
                    + ACCOUNT
                    + ")'}"));
  }

  @Test
  void keepsTheContactBesideTheAccount() {
    Synchronization both =
        customers.contact(known(referral()), answer("{'value':[{'contactid':'" + CONTACT + "'}]}"));
    assertThat(both.references()).isEqualTo(Map.of("account", ACCOUNT, "contact", CONTACT));
    assertThat(customers.lacksContact(both)).isFalse();
    assertThat(customers.lacksContact(known(referral()))).isTrue();
  }

  private static Synchronization deal() {
    return deal(referral());
  }

  private static Synchronization deal(ObjectNode referral) {
    return creating(Decision.CREATE_OPPORTUNITY, referral);
  }

  private static Synchronization known(ObjectNode referral) {
    return deal(referral).withReference("account", ACCOUNT);
  }
}
