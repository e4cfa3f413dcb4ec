package dev.cosell.bridge.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.sandbox.salesforce.Caller.Answer;
import dev.cosell.bridge.sandbox.salesforce.setup.DuplicateRule;
import dev.cosell.bridge.sandbox.salesforce.setup.ValidationRule;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Validation rules and duplicate rules. */
class SalesforceRulesTest extends SalesforceTestBase {

  private static final String INSIST = "Sforce-Duplicate-Rule-Header";
  private static final String EXAMPLE = json("{'Name':'example customer LTD'}");

  @Test
  void refusesRowsThatBreakAValidationRule() {
    change(
        settings ->
            settings.withValidationRules(
                new ValidationRule(
                    "Opportunity",
                    "IsWon = true AND Amount = null",
                    "A won deal needs an amount.")));
    String id = created("Deal");

    Answer answer = api.patch(deal(id), json("{'StageName':'Closed Won'}"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text())
        .isEqualTo(
            json(
                "[{'message':'A won deal needs an amount.','errorCode':'FIELD_CUSTOM_VALIDATION_EXCEPTION','fields':[]}]"));
    assertThat(row(id).path("IsWon").asBoolean(true)).isFalse();
    assertThatThrownBy(() -> sandbox.win(id)).hasMessageContaining("A won deal needs an amount.");
    assertThat(api.patch(deal(id), json("{'StageName':'Closed Won','Amount':1}")).status())
        .isEqualTo(204);
    assertThat(createdLead("Example")).isNotEmpty();
  }

  @Test
  void tellsEveryValidationRuleThatIsBroken() {
    change(
        settings ->
            settings.withValidationRules(
                new ValidationRule("Opportunity", "Amount > 1000", "Too much"),
                new ValidationRule(
                    "Opportunity",
                    "Account.Name = null",
                    "Choose an account",
                    Optional.of("AccountId"))));

    JsonNode errors =
        api.post("sobjects/Opportunity", opportunity("Deal", "\"Amount\":5000")).json();

    assertThat(errors.findValuesAsText("message")).containsExactly("Too much", "Choose an account");
    assertThat(errors.at("/1/fields/0").asText()).isEqualTo("AccountId");
  }

  @Test
  void savesDuplicatesWithoutARule() {
    account();

    assertThat(api.post("sobjects/Account", EXAMPLE).status()).isEqualTo(201);
  }

  @Test
  void savesADuplicateOnlyForAClientThatInsists() {
    change(settings -> settings.withAccountDuplicates(DuplicateRule.ALERT));
    String other = account();

    Answer answer = api.post("sobjects/Account", EXAMPLE, INSIST, "allowSave=false");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("DUPLICATES_DETECTED");
    assertThat(answer.message()).isEqualTo("Use one of these records?");
    assertThat(answer.fields()).isEmpty();
    assertThat(answer.json().at("/0/duplicateResult/allowSave").asBoolean()).isTrue();
    assertThat(
            answer.json().at("/0/duplicateResult/matchResults/0/matchRecords/0/record/Id").asText())
        .isEqualTo(other);
    assertThat(
            api.post(
                    "sobjects/Account",
                    EXAMPLE,
                    INSIST,
                    "allowSave=true; includeRecordDetails=false; runAsCurrentUser=true")
                .status())
        .isEqualTo(201);
  }

  @Test
  void savesNoDuplicateAgainstARuleThatBlocks() {
    change(settings -> settings.withAccountDuplicates(DuplicateRule.BLOCK));
    String other = account();

    Answer answer = api.post("sobjects/Account", EXAMPLE, INSIST, "allowSave=true");

    assertThat(answer.code()).isEqualTo("DUPLICATES_DETECTED");
    assertThat(answer.json().at("/0/duplicateResult/allowSave").asBoolean(true)).isFalse();
    assertThat(api.patch("sobjects/Account/" + other, json("{'Phone':'1'}")).status())
        .isEqualTo(204);
    assertThat(
            api.post(
                    "composite/sobjects",
                    json(
                        "{'records':[{'attributes':{'type':'Account'},'Name':'Example Customer Ltd'}]}"))
                .json()
                .at("/0/errors/0/statusCode")
                .asText())
        .isEqualTo("DUPLICATES_DETECTED");
  }

  private String account() {
    return api.post("sobjects/Account", json("{'Name':'Example Customer Ltd'}")).id();
  }
}
