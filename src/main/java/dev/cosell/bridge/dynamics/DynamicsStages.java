package dev.cosell.bridge.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.mapping.DealStage;
import dev.cosell.bridge.sync.RecordWrite;
import dev.cosell.bridge.sync.Synchronization;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Headers;

/**
 * Where a record stands. Opportunities are won and lost by actions; a state cannot be set when a
 * row is created.
 */
final class DynamicsStages {

  /** Whether the record goes to a stage that a PATCH of its columns can set. */
  static boolean isOpen(RecordWrite write) {
    return write.stage() != null && !isClosing(write);
  }

  private static boolean isClosing(RecordWrite write) {
    boolean closed = write.stage() == DealStage.WON || write.stage() == DealStage.LOST;
    return closed && "opportunity".equals(write.entity());
  }

  /** Whether an opportunity has to be won or lost. */
  public boolean closes(@Body Synchronization synchronization) {
    return isClosing(write(synchronization));
  }

  /** Whether a row that was just created has to leave the stage in which rows are created. */
  public boolean differsFromNew(@Body Synchronization synchronization) {
    RecordWrite write = write(synchronization);
    DealStage first = "lead".equals(write.entity()) ? DealStage.ON_HOLD : DealStage.IN_PROGRESS;
    return isOpen(write) && write.stage() != first;
  }

  /** The columns of the status. */
  public String status(@Body Synchronization synchronization) {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    write(synchronization).status().forEach(row::set);
    return row.toString();
  }

  /** Headers of the action that wins or loses the opportunity. */
  public void close(@Body Synchronization synchronization, @Headers Map<String, Object> headers) {
    DataverseWrite.action(isWon(synchronization) ? "WinOpportunity" : "LoseOpportunity")
        .applyTo(headers);
  }

  /** The body of that action. */
  public String closing(@Body Synchronization synchronization) {
    ObjectNode action = JsonNodeFactory.instance.objectNode();
    JsonNode reason = write(synchronization).status().get("statuscode");
    action.set("Status", reason == null ? JsonNodeFactory.instance.numberNode(-1) : reason);
    action
        .putObject("OpportunityClose")
        .put("subject", (isWon(synchronization) ? "Won" : "Closed") + " in Partner Center")
        .put(
            "opportunityid@odata.bind",
            "/opportunities(" + synchronization.knownRecordId().value() + ")");
    return action.toString();
  }

  /** The record after the action: its version is not known, the actions answer nothing. */
  public Synchronization closed(@Body Synchronization synchronization) {
    return synchronization.withWritten(synchronization.knownRecordId(), null);
  }

  /** Headers of the action that qualifies the lead which becomes an opportunity. */
  public void qualify(@Body Synchronization synchronization, @Headers Map<String, Object> headers) {
    UUID lead = UUID.fromString(synchronization.knownRecordId().value());
    DataverseWrite.action("leads", DataverseKey.row(lead), "QualifyLead").applyTo(headers);
  }

  /** The body of that action: the opportunity is created by us, with its key. */
  public String qualifying() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("CreateAccount", false)
        .put("CreateContact", false)
        .put("CreateOpportunity", false)
        .put("Status", 3)
        .toString();
  }

  /** Notes that the lead stays as it is. */
  public void notQualified(
      @Body Synchronization synchronization, @ExchangeException DataverseException refused) {
    synchronization.log().step("the lead was not qualified: " + refused.getMessage());
  }

  private static boolean isWon(Synchronization synchronization) {
    return write(synchronization).stage() == DealStage.WON;
  }

  private static RecordWrite write(Synchronization synchronization) {
    return synchronization.knownPlan().knownWrite();
  }
}
