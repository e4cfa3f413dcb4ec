package dev.cosell.bridge.sync;

import static dev.cosell.bridge.sync.DealFixture.ALONE;
import static dev.cosell.bridge.sync.DealFixture.CRM;
import static dev.cosell.bridge.sync.DealFixture.MAPPINGS;
import static dev.cosell.bridge.sync.DealFixture.OPPORTUNITY;
import static dev.cosell.bridge.sync.DealFixture.USUAL;
import static dev.cosell.bridge.sync.DealFixture.record;
import static dev.cosell.bridge.sync.DealFixture.referral;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.crm.EveryCrm;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a seller's deal must have before it is created in Partner Center. */
@EveryCrm
class SharingTest {

  private static final String COUNTRY = "The account's country must be a two-letter ISO code";
  private static final String NO_HELP = "'help':null";
  private static final String NO_CONTACT = "'contact':null";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'name':null}                                  | The name is required",
        "{'name':'✔ '}                                  | The name is required",
        "{'accountName':null}                      | An account is required for the opportunity",
        "{'country':null}          | " + COUNTRY,
        "{'country':'Elsewhere'}   | " + COUNTRY,
        "{'solutions':null}  | A solution id is required",
        "{'solutions':' , '} | A solution id is required",
        "{'dealValue':null}                        | The deal value is required",
        "{'currency':null}                 | The currency is required",
        "{'closingDate':null}                    | The closing date is required",
        "{'referralId':'by hand'} | The referral identifier is not one of Partner Center; empty it",
      })
  void namesWhatIsMissingInWordsForASeller(String row, String sentence) {
    assertThat(missing(USUAL, row)).isEqualTo(sentence);
  }

  @Test
  void namesAKindOfHelpThatTheMappingDoesNotKnow() {
    assertThat(missing(USUAL, "{'help':'Invented'}"))
        .isEqualTo(
            "The value "
                + CRM.unknownHelp().replace("\"", "")
                + " of the help is not in the field mapping; ask your administrator");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'notes':null}",
        "{'dealValue':0}",
        "{'postalCode':null}",
        "{'visibleToMicrosoft':null}",
        "{" + NO_HELP + "," + NO_CONTACT + "}"
      })
  void missesNothingElse(String row) {
    assertThat(missing(USUAL, row)).isNull();
  }

  @Test
  void namesEverythingThatIsMissingAtOnce() {
    assertThat(
            missing(USUAL, "{'dealValue':null,'account':null,'solutions':null," + NO_CONTACT + "}"))
        .isEqualTo(
            "The deal value is required. A solution id is required. An account is required for the"
                + " opportunity. "
                + COUNTRY
                + ". A customer contact with an e-mail address is required when Microsoft's help is"
                + " asked for");
  }

  @Test
  void wantsACustomerContactOnlyWhereMicrosoftsHelpIsAskedFor() {
    assertThat(missing(USUAL, "{" + NO_CONTACT + "}"))
        .isEqualTo(
            "A customer contact with an e-mail address is required when Microsoft's help is asked"
                + " for");
    assertThat(missing(USUAL, "{" + NO_CONTACT + "," + NO_HELP + "}")).isNull();
    assertThat(
            missing(USUAL, "{'contactFirstName':null,'contactLastName':null,'contactPhone':null}"))
        .as("an e-mail address is enough")
        .isNull();
  }

  @Test
  void takesAsManySolutionsAsPartnerCenterDoes() {
    assertThat(missing(USUAL, solutions(50))).isNull();
    assertThat(missing(USUAL, solutions(51)))
        .isEqualTo("Partner Center takes 50 solution ids at most");
  }

  private static String solutions(int number) {
    return "{'solutions':'"
        + IntStream.range(0, number).mapToObj(id -> "S" + id).collect(Collectors.joining(","))
        + "'}";
  }

  @Test
  void theFieldsThatAreRequiredAreASetting() {
    SyncSettings none = new SyncSettings(SyncSettings.CheckMarkPlace.NAME, false, List.of());
    SyncSettings notes =
        new SyncSettings(SyncSettings.CheckMarkPlace.NAME, false, List.of("notes"));
    String bare =
        "{'name':null,'notes':null,'dealValue':null,'account':null,"
            + "'solutions':null,"
            + NO_HELP
            + "}";

    assertThat(missing(none, bare)).isNull();
    assertThat(missing(notes, bare)).isEqualTo("The notes is required");
    assertThat(missing(none, "{'country':'Elsewhere'}"))
        .as("Partner Center refuses it whether or not it is required")
        .isEqualTo(COUNTRY);
    assertThat(missing(none, solutions(51))).contains("at most");
  }

  private static @Nullable String missing(SyncSettings settings, String row) {
    return new Sharing(MAPPINGS, settings, ALONE).missing(record(OPPORTUNITY, referral(), row));
  }
}
