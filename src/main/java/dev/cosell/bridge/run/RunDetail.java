package dev.cosell.bridge.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a synchronization did, step by step.
 *
 * @param changes the news that woke it, for example {@code partner-center referral-updated}
 * @param attempt how often it had failed before
 * @param steps what was decided and done, in words
 * @param calls the remote calls
 * @param fields the fields that were written
 * @param conflicts the fields that both sides had changed to different values
 */
public record RunDetail(
    List<String> changes,
    int attempt,
    List<String> steps,
    List<Call> calls,
    List<FieldChange> fields,
    List<Conflict> conflicts) {

  /**
   * One remote call.
   *
   * @param system {@code partner-center} or the CRM's name
   * @param request verb and path, without query and without any secret
   * @param answer status or the kind of failure
   * @param millis how long it took, in milliseconds
   * @param correlationId by which the other side finds the call in its own logs, null when none was
   *     sent
   */
  public record Call(
      String system, String request, String answer, long millis, @Nullable String correlationId) {}

  /**
   * One field that was written.
   *
   * @param field name in the mapping file
   * @param side where it was written: {@code crm} or {@code partner-center}
   * @param from its value before, null when it had none or it was not known
   * @param to its value now
   */
  public record FieldChange(
      String field, String side, @Nullable JsonNode from, @Nullable JsonNode to) {}

  /**
   * One field that both sides had changed to different values.
   *
   * @param field name in the mapping file
   * @param base the value on which both had agreed
   * @param partnerCenter the value in Partner Center
   * @param crm the value in the CRM
   * @param decision which side won, or {@code held}
   */
  public record Conflict(
      String field,
      @Nullable JsonNode base,
      @Nullable JsonNode partnerCenter,
      @Nullable JsonNode crm,
      String decision) {}
}
