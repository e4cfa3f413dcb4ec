package dev.cosell.bridge.dynamics;

import static dev.cosell.bridge.dynamics.DynamicsDeal.LEAD;
import static dev.cosell.bridge.dynamics.DynamicsDeal.OPPORTUNITY;
import static dev.cosell.bridge.dynamics.DynamicsDeal.creating;
import static dev.cosell.bridge.dynamics.DynamicsDeal.headers;
import static dev.cosell.bridge.dynamics.DynamicsDeal.http;
import static dev.cosell.bridge.dynamics.DynamicsDeal.json;
import static dev.cosell.bridge.dynamics.DynamicsDeal.parsed;
import static dev.cosell.bridge.dynamics.DynamicsDeal.path;
import static dev.cosell.bridge.dynamics.DynamicsDeal.referral;
import static dev.cosell.bridge.dynamics.DynamicsDeal.updating;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.mapping.DealStage;
import dev.cosell.bridge.sync.Decision;
import dev.cosell.bridge.sync.RecordWrite;
import dev.cosell.bridge.sync.Synchronization;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DynamicsStagesTest {

  private final DynamicsStages stages = new DynamicsStages();

  @ParameterizedTest
  @CsvSource({
    "opportunity,New,Pending,false,true",
    "opportunity,Active,Accepted,false,false",
    "opportunity,Closed,Won,true,false",
    "opportunity,Closed,Lost,true,false",
    "opportunity,Closed,Declined,true,false",
    "opportunity,Invented,Invented,false,false",
    "lead,New,Pending,false,false",
    "lead,Active,Accepted,false,true",
    "lead,Closed,Declined,false,true",
    "lead,Closed,Expired,false,true",
    "lead,Invented,Invented,false,false",
  })
  void closesByActionAndSetsOtherStagesThatARowIsNotCreatedIn(
      String entity, String status, String substatus, boolean closes, boolean differs) {
    Synchronization created =
        creating(
            entity.equals("lead") ? Decision.CREATE_LEAD : Decision.CREATE_OPPORTUNITY,
            at(status, substatus));
    assertThat(stages.closes(created)).isEqualTo(closes);
    assertThat(stages.differsFromNew(created)).isEqualTo(differs);
  }

  @ParameterizedTest
  @CsvSource({
    "Won,WinOpportunity,3,Won in Partner Center",
    "Lost,LoseOpportunity,5,Closed in Partner Center",
    "Declined,LoseOpportunity,4,Closed in Partner Center",
    "Expired,LoseOpportunity,4,Closed in Partner Center",
    "Error,LoseOpportunity,4,Closed in Partner Center",
  })
  void winsAndLosesWithTheStatusReason(String substatus, String action, int code, String subject) {
    Synchronization update =
        updating(OPPORTUNITY, "W/\"7\"", at("Closed", substatus), "status", "name");

    assertThat(path(headers(it -> stages.close(update, it)))).isEqualTo(action);
    assertThat(http(headers(it -> stages.close(update, it)))).isEmpty();
    assertThat(parsed(stages.closing(update)))
        .isEqualTo(
            json(
                "{'Status':"
                    + code
                    + ",'OpportunityClose':{'subject':'"
                    + subject
                    + "','opportunityid@odata.bind':'/opportunities("
                    + OPPORTUNITY.value()
                    + ")'}}"));
  }

  @Test
  void leavesTheStatusReasonToTheCrmWhereTheMappingHasNone() {
    Synchronization update = updating(OPPORTUNITY, null, at("Closed", "Won"), "name");
    RecordWrite won =
        new RecordWrite("opportunity", update.knownPlan().knownWrite().columns(), DealStage.WON);
    assertThat(parsed(stages.closing(withWrite(update, won))).path("Status").asInt()).isEqualTo(-1);
  }

  @Test
  void aClosedRecordHasAVersionThatNobodyKnows() {
    Synchronization update = updating(OPPORTUNITY, "W/\"7\"", at("Closed", "Won"), "status");
    Synchronization closed = stages.closed(update);
    assertThat(closed.knownRecordId()).isEqualTo(OPPORTUNITY);
    assertThat(closed.knownVersion()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "opportunity,New,Pending,0,2",
    "lead,Closed,Declined,2,7",
    "lead,Active,Accepted,1,3"
  })
  void sendsTheColumnsOfTheStatus(
      String entity, String status, String substatus, int state, int reason) {
    RecordId record = entity.equals("lead") ? LEAD : OPPORTUNITY;
    assertThat(
            parsed(stages.status(updating(record, null, at(status, substatus), "status", "name"))))
        .isEqualTo(json("{'statecode':" + state + ",'statuscode':" + reason + "}"));
  }

  @Test
  void qualifiesTheLeadAndCreatesNothingByIt() {
    Synchronization accepted =
        creating(Decision.TURN_LEAD_INTO_OPPORTUNITY, at("Active", "Accepted"));
    assertThat(path(headers(it -> stages.qualify(accepted, it))))
        .isEqualTo("leads(" + LEAD.value() + ")/Microsoft.Dynamics.CRM.QualifyLead");
    assertThat(parsed(stages.qualifying()))
        .isEqualTo(
            json(
                "{'CreateAccount':false,'CreateContact':false,'CreateOpportunity':false,'Status':3}"));
  }

  @Test
  void tellsWhyALeadWasNotQualified() {
    Synchronization accepted =
        creating(Decision.TURN_LEAD_INTO_OPPORTUNITY, at("Active", "Accepted"));
    stages.notQualified(accepted, new DataverseException(400, null, null, "it is qualified"));
    assertThat(accepted.log().detail(List.of(), 0).steps())
        .containsExactly("the lead was not qualified: it is qualified");
  }

  private static Synchronization withWrite(Synchronization synchronization, RecordWrite write) {
    var plan = synchronization.knownPlan();
    return synchronization.withPlan(
        new dev.cosell.bridge.sync.Plan(
            plan.decision(),
            null,
            write,
            null,
            plan.before(),
            plan.after(),
            plan.base(),
            plan.sentBase(),
            true,
            false));
  }

  private static ObjectNode at(String status, String substatus) {
    return referral().put("status", status).put("substatus", substatus);
  }
}
