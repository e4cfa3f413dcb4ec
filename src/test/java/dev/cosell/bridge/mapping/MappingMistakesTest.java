package dev.cosell.bridge.mapping;

import static dev.cosell.bridge.mapping.MappingText.FIRST_ROW;
import static dev.cosell.bridge.mapping.MappingText.HEAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingMistakesTest {

  private final Path folder;

  MappingMistakesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          x: {referral: /a, crm: c, type: money, polcy: crm}                       | unknown key 'polcy'; allowed words: referral, expression, default, crm, type, policy, to-crm, to-partner-center, values, max, optional, computed-when, match, role
          x: {referral: /a, crm: c, type: mony}                                    | unknown word 'mony' for 'type'; allowed words: text, money, currency, date, datetime, boolean, choice, status, number, identifier, country, team, solutions
          x: {referral: /a, crm: c, type: text, policy: latest}                    | unknown word 'latest' for 'policy'; allowed words: partner-center, crm, newest, manual
          x: {referral: /a, crm: c, type: text, to-crm: always}                    | unknown word 'always' for 'to-crm'; allowed words: both, create, update, never
          x: {referral: /a, crm: c, type: text, to-partner-center: no}             | unknown word 'no' for 'to-partner-center'; allowed words: both, create, update, never
          x: {referral: /a, crm: c, type: text, role: nme}                         | unknown word 'nme' for 'role'; allowed words: identifier, link, audit, sync-flag, name, status, external-reference
          x: {referral: /a, crm: c}                                                | 'type' is missing in 'x'
          x: {referral: /a, type: text}                                            | 'crm' is missing in 'x'
          x: text                                                                  | 'x' is "text", but it must be object
          X-1: {referral: /a, crm: c, type: text}                                  | 'X-1' is not a field name: a lower-case letter, then letters and digits
          name: {referral: /a, crm: c, type: text}                                 | 'name' is there twice, first in line 9
          x: {referral: /a, referral: /b, crm: c, type: text}                      | 'referral' is there twice, first in line 11
          x: {referral: /a, crm: refid, type: text}                                | column 'refid' is already mapped by 'referralId'
          x: {referral: /a, crm: statuscode, type: text}                           | column 'statuscode' is already mapped by 'status'
          x: {referral: /a, crm: acount.name, type: text}                          | unknown related table 'acount'; allowed words: account, contact
          x: {referral: /a, crm: a b, type: text}                                  | 'a b' is not a column name
          x: {crm: c, type: text}                                                  | no source for the value; allowed words: referral, expression, default
          x: {referral: details/notes, crm: c, type: text}                         | 'details/notes' is not a JSON pointer; it starts with /
          x: {referral: /, crm: c, type: text}                                     | '/' names no field
          x: {referral: /a, expression: .a, crm: c, type: text}                    | 'referral' and 'expression' exclude each other
          x: {referral: /customerProfile/name, crm: c, type: text, to-partner-center: both}   | Partner Center does not let '/customerProfile/name' be changed after creation; allowed words: create, never
          x: {referral: /customerProfile/name, crm: c, type: text, to-partner-center: update} | Partner Center does not let '/customerProfile/name' be changed after creation; allowed words: create, never
          x: {expression: .a, crm: c, type: text, to-partner-center: update}       | only a field with 'referral' can be sent to Partner Center; allowed words: never
          x: {referral: /a, crm: c, type: choice}                                  | 'values' is missing: type choice needs a value table
          x: {referral: /a, crm: c, type: text, values: {A: 1}}                    | 'values' is for the types choice and status only
          x: {referral: /a, crm: c, type: choice, values: {A: 1, B: 2, C: 1}}      | 'C' has the same value as 'A', so the way back is not clear
          x: {referral: /a, crm: c, type: choice, values: {A: {b: 1}}}             | a choice has one value, not several columns
          x: {referral: /a, crm: c, type: choice, values: {A: 1.5}}                | 'A' is 1.5, but it must be integer or string or null or object
          x: {referral: /a, crm: c, type: text, max: 0}                            | 'max' is 0, but the least is 1
          x: {referral: /a, crm: c, type: money, max: 9}                           | 'max' is for the types text and solutions only
          x: {referral: /a, crm: c, type: text, default: [1]}                      | 'default' is [1], but it must be string or number or boolean
          x: {referral: /a, crm: c, type: money, default: much}                    | default 'much' does not fit type money
          x: {referral: /a, crm: c, type: date, default: tomorrow}                 | default 'tomorrow' does not fit type date
          x: {referral: /a, crm: c, type: boolean, default: perhaps}               | default 'perhaps' does not fit type boolean
          x: {referral: /a, crm: c, type: country, default: Norway}                | default 'Norway' does not fit type country
          x: {referral: /a, crm: c, type: choice, values: {A: 1, B: 2}, default: C} | default 'C' does not fit type choice; allowed words: A, B
          x: {referral: /a, crm: c, type: text, match: true}                       | accounts are found by columns of the account, not by 'c'
          x: {referral: /team, crm: c, type: team}                                 | a team cannot be written into a column of the CRM; say 'to-crm'; allowed words: never
          x: {referral: /a, crm: contact.c, type: money, computed-when: d}         | only columns of the record itself can be computed
          x: {referral: /id, crm: c, type: identifier, role: identifier}           | role 'identifier' is already given to another field
          """)
  void tellsTheLineTheMistakeAndTheAllowedWords(String row, String mistake) throws IOException {
    assertThat(mistakes(HEAD + "  " + row + "\n"))
        .isEqualTo(file() + ":" + FIRST_ROW + ": " + mistake);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          crm: dynamics                    | crm: sap                        | 1  | unknown word 'sap' for 'crm'; allowed words: dynamics, salesforce
          entity: opportunity              | entity: deal                    | 2  | unknown word 'deal' for 'entity'; allowed words: opportunity, lead
          entity: opportunity              | kind: opportunity               | 1  | 'entity' is missing in the file
          type: boolean, role: sync-flag   | type: text, role: sync-flag     | 7  | role 'sync-flag' does not fit type 'text'; allowed words: boolean
          , role: audit                    | , default: none                 | 3  | no field has 'role: audit'
          role: identifier}                | role: identifier, optional: true} | 4 | without role 'identifier' nothing can be synchronized
          referral: /status                | referral: /state                | 10 | type status reads /status and /substatus; allowed words: /status
          Closed/Won                       | Closed/Wonn                     | 10 | unknown status 'Closed/Wonn'; allowed words: New, New/Pending, New/Received, Active, Active/Accepted, Closed, Closed/Won, Closed/Lost, Closed/Declined, Closed/Expired, Closed/Error
          {statecode: 1, statuscode: 3}    | {statecode: 0, statuscode: 1}   | 10 | 'Closed/Won' has the same value as 'Active', so the way back is not clear
          {statecode: 1, statuscode: 3}    | {statecode: 1}                  | 10 | every status must name the same columns, found [[statecode, statuscode], [statecode]]
          {statecode: 1, statuscode: 3}    | null                            | 10 | a status cannot be empty
          """)
  void tellsTheMistakesOfWhatEveryMappingNeeds(String right, String wrong, int line, String mistake)
      throws IOException {
    assertThat(mistakes(HEAD.replace(right, wrong)).lines())
        .contains(file() + ":" + line + ": " + mistake);
  }

  @Test
  void tellsWhereAnExpressionIsNotJslt() throws IOException {
    assertThat(mistakes(HEAD + "  x: {expression: 'if (.a', crm: c, type: text}\n"))
        .startsWith(file() + ":" + FIRST_ROW + ": this is not a JSLT expression: ");
  }

  @Test
  void tellsWhereAFileIsNotYaml() throws IOException {
    assertThat(mistakes(HEAD + "  x: {referral: /a\n  y: 1\n"))
        .startsWith(file() + ":12: this is not YAML: ");
    assertThat(mistakes("")).contains("the file").startsWith(file() + ":1: ");
  }

  @Test
  void tellsAllMistakesAtOnceInTheOrderOfTheFile() throws IOException {
    String yaml =
        HEAD
            + """
              x:
                referral: a
                crm: c
                type: mony
              y: {referral: /b, crm: c, type: choice}
            """;
    assertThat(mistakes(yaml).lines().map(it -> it.replace(file().toString(), "")))
        .containsExactly(
            ":12: 'a' is not a JSON pointer; it starts with /",
            ":14: unknown word 'mony' for 'type'; allowed words: text, money, currency, date, datetime,"
                + " boolean, choice, status, number, identifier, country, team, solutions",
            ":15: 'values' is missing: type choice needs a value table",
            ":15: column 'c' is already mapped by 'x'");
  }

  @Test
  void tellsTheFirstCurrencyFromTheSecond() throws IOException {
    String rows =
        """
          a: {referral: /details/currency, crm: a, type: currency}
          b: {referral: /other, crm: b, type: currency}
        """;
    assertThat(mistakes(HEAD + rows))
        .isEqualTo(file() + ":12: a second currency; all amounts of a record are in one");
  }

  @Test
  void demandsAWayToFindTheAccount() throws IOException {
    assertThat(mistakes(HEAD + "  x: {referral: /a, crm: account.name, type: text}\n"))
        .isEqualTo(
            file()
                + ":3: columns of the account are mapped, but none has 'match: true' to find the account by");
  }

  @Test
  void survivesAnAliasThatContainsItself() throws IOException {
    assertThat(mistakes(HEAD + "  x: &x {referral: *x, crm: c, type: text}\n"))
        .contains(":11: an alias may not stand inside its own anchor");
  }

  @Test
  void namesAFileThatIsNotThere() {
    assertThatExceptionOfType(MappingException.class)
        .isThrownBy(() -> FieldMapping.load(folder.resolve("absent.yaml")))
        .withMessageContaining("absent.yaml:1: the file cannot be read");
  }

  @Test
  void readsWordsAsYamlOnePointTwoDoes() {
    FieldMapping mapping =
        MappingText.with(
            "x: {referral: /a, crm: c, type: choice, values: {NO: 1, on: 2}, default: NO}");
    assertThat(mapping.field("x").values().words()).containsExactly("NO", "on");
  }

  private Path file() {
    return folder.resolve("my-mapping.yaml");
  }

  private String mistakes(String yaml) throws IOException {
    Files.writeString(file(), yaml);
    MappingException thrown =
        catchThrowableOfType(MappingException.class, () -> FieldMapping.load(file()));
    assertThat(thrown).as("mistakes of %s", yaml).isNotNull();
    return String.valueOf(thrown.getMessage());
  }
}
