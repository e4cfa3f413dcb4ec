package dev.cosell.bridge.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cosell.bridge.mapping.Column;
import dev.cosell.bridge.mapping.ColumnWrite;
import dev.cosell.bridge.mapping.FieldType;
import dev.cosell.bridge.run.RunLog;
import dev.cosell.bridge.salesforce.FieldFacts.Choice;
import dev.cosell.bridge.salesforce.OrgStages.Stage;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How values get into the fields of an organisation. */
class OrgWriterTest {

  /** For the first, and for the second country of the list. */
  private static final String AUSTRALIA = "gAAA";

  private static final String UNITED_STATES = "QAAA";

  private final RunLog log = new RunLog();

  @Test
  void aStateIsUnderstoodWithinItsCountryWhicheverIsWrittenFirst() {
    ObjectNode inAmerica =
        account(text("BillingState", "Washington"), country("BillingCountryCode", "US"));
    ObjectNode inAustralia =
        account(country("BillingCountryCode", "AU"), text("BillingState", "western australia"));

    assertThat(inAmerica.path("BillingStateCode").asText()).isEqualTo("WA");
    assertThat(inAustralia.path("BillingStateCode").asText()).isEqualTo("WA");
    assertThat(inAmerica.has("BillingState")).isFalse();
  }

  @Test
  void aStateThatTheCountryDoesNotHaveIsLeftOutAndTold() {
    ObjectNode fields =
        account(country("BillingCountryCode", "AU"), text("BillingState", "Washington"));

    assertThat(fields.properties()).hasSize(1);
    assertThat(steps())
        .containsExactly("Salesforce has no state 'Washington' in that country; it is left out");
  }

  @Test
  void aStateOfNoCountryIsLeftOut() {
    assertThat(account(text("BillingState", "Washington")).isEmpty()).isTrue();
  }

  @Test
  void anEmptyStateEmptiesItsCode() {
    assertThat(account(text("BillingState", null)).path("BillingStateCode").isNull()).isTrue();
  }

  @Test
  void theLinesOfAStreetBecomeOneFieldWhicheverComesFirst() {
    String street = "Main Street 1\nBuilding 2";

    assertThat(
            account(text("BillingStreet1", "Main Street 1"), text("BillingStreet2", "Building 2"))
                .path("BillingStreet")
                .asText())
        .isEqualTo(street);
    assertThat(
            account(text("BillingStreet2", "Building 2"), text("BillingStreet1", "Main Street 1"))
                .path("BillingStreet")
                .asText())
        .isEqualTo(street);
  }

  @Test
  void aCheckboxCannotBeEmpty() {
    Column sync = new Column(null, "Sync__c", FieldType.BOOLEAN);

    ObjectNode fields = opportunity(null, new ColumnWrite("sync", sync, NullNode.instance));

    assertThat(fields.path("Sync__c").isBoolean()).isTrue();
    assertThat(fields.path("Sync__c").asBoolean()).isFalse();
  }

  @Test
  void aStatusIsWrittenAsTheOrganisationsStage() {
    Column stage = new Column(null, "StageName", FieldType.STATUS);

    ObjectNode fields =
        opportunity(null, new ColumnWrite("status", stage, TextNode.valueOf("won-stage")));

    assertThat(fields.path("StageName").asText()).isEqualTo("Signed");
  }

  @Test
  void anActiveCurrencyOfTheOrganisationIsWritten() {
    assertThat(manyCurrencies("EUR").path("CurrencyIsoCode").asText()).isEqualTo("EUR");
  }

  @Test
  void aCurrencyThatTheOrganisationDoesNotUseIsRefusedBeforeItIsSent() {
    for (String currency : List.of("CHF", "DEM")) {
      RemoteFailure refused =
          catchThrowableOfType(RemoteFailure.class, () -> manyCurrencies(currency));

      assertThat(refused.kind()).isEqualTo(Kind.REJECTED);
      assertThat(refused)
          .message()
          .startsWith("the currency " + currency + " is not set up in Salesforce");
    }
  }

  @Test
  void anAmountInAnotherCurrencyThanTheOnlyOneIsRefused() {
    assertThat(opportunity("USD", currency("USD")).isEmpty()).isTrue();

    RemoteFailure refused =
        catchThrowableOfType(RemoteFailure.class, () -> opportunity("USD", currency("EUR")));
    assertThat(refused.kind()).isEqualTo(Kind.REJECTED);
    assertThat(refused).message().contains("the deal is in EUR", "in Salesforce is USD");
  }

  @Test
  void saysWhichSettingTellsTheOnlyCurrency() {
    opportunity(null, currency("EUR"));

    assertThat(steps()).singleElement().asString().contains("set cosell.salesforce.currency");
  }

  private ObjectNode account(ColumnWrite... writes) {
    Map<String, FieldFacts> fields = new TreeMap<>();
    fields.put("BillingStreet", field("BillingStreet"));
    fields.put("BillingState", field("BillingState"));
    fields.put(
        "BillingCountryCode",
        field("BillingCountryCode", choice("AU", "Australia", ""), choice("US", "America", "")));
    fields.put(
        "BillingStateCode",
        field(
            "BillingStateCode",
            choice("WA", "Western Australia", AUSTRALIA),
            choice("WA", "Washington", UNITED_STATES)));
    return written("Account", fields, null, writes);
  }

  private ObjectNode opportunity(@Nullable String onlyCurrency, ColumnWrite... writes) {
    return written("Opportunity", Map.of("StageName", field("StageName")), onlyCurrency, writes);
  }

  private ObjectNode manyCurrencies(String code) {
    FieldFacts currencies =
        field(
            "CurrencyIsoCode",
            choice("EUR", "Euro", ""),
            new Choice("DEM", "German Mark", false, ""));
    return written("Opportunity", Map.of("CurrencyIsoCode", currencies), null, currency(code));
  }

  private ObjectNode written(
      String object,
      Map<String, FieldFacts> fields,
      @Nullable String onlyCurrency,
      ColumnWrite... writes) {
    Stage won = new Stage("Signed", true, true);
    OrgStages stages = new OrgStages("Idea", "Talks", "Signed", "Gone", List.of(won));
    OrgFacts facts = new OrgFacts(Map.of(object, new ObjectFacts(fields)), stages, onlyCurrency);
    return new OrgWriter(facts, object, log).fields(List.of(writes));
  }

  private List<String> steps() {
    return log.detail(List.of(), 0).steps();
  }

  private static FieldFacts field(String name, Choice... choices) {
    return new FieldFacts(name, true, true, false, Arrays.asList(choices));
  }

  private static Choice choice(String value, String label, String validFor) {
    return new Choice(value, label, true, validFor);
  }

  private static ColumnWrite text(String name, @Nullable String value) {
    Column column = new Column("account", name, FieldType.TEXT);
    JsonNode node = value == null ? NullNode.instance : TextNode.valueOf(value);
    return new ColumnWrite(name, column, node);
  }

  private static ColumnWrite country(String name, String code) {
    Column column = new Column("account", name, FieldType.COUNTRY);
    return new ColumnWrite(name, column, TextNode.valueOf(code));
  }

  private static ColumnWrite currency(String code) {
    Column column = new Column(null, "CurrencyIsoCode", FieldType.CURRENCY);
    return new ColumnWrite("currency", column, TextNode.valueOf(code));
  }
}
