package dev.cosell.bridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Optional;

/**
 * How a referral comes from its status to a stage. Source: the status machine of the Partner Center
 * documentation; status and substatus go together.
 */
final class StatusMove {

  private StatusMove() {}

  /**
   * The operations; none when the referral is at that stage already.
   *
   * @return empty when it cannot come there: a final state is final, and nothing becomes new again
   */
  static Optional<List<PatchOperation>> operations(JsonNode referral, JsonNode stage) {
    String status = referral.path("status").asText("");
    Optional<DealStage> now = DealStage.of(status, referral.path("substatus").asText(""));
    Optional<DealStage> wanted = Word.find(DealStage.class, stage.asText(""));
    if (wanted.isPresent() && wanted.equals(now)) {
      return Optional.of(List.of());
    }
    return wanted.flatMap(it -> pair(status, it)).map(StatusMove::replace);
  }

  /** Losing a deal that was never accepted declines it. */
  private static Optional<String> pair(String status, DealStage wanted) {
    return switch (status + " " + wanted.word()) {
      case "New in-progress" -> Optional.of("Active/Accepted");
      case "New won", "Active won" -> Optional.of("Closed/Won");
      case "New lost" -> Optional.of("Closed/Declined");
      case "Active lost" -> Optional.of("Closed/Lost");
      default -> Optional.empty();
    };
  }

  private static List<PatchOperation> replace(String pair) {
    int slash = pair.indexOf('/');
    return List.of(
        new PatchOperation("replace", "/status", TextNode.valueOf(pair.substring(0, slash))),
        new PatchOperation("replace", "/substatus", TextNode.valueOf(pair.substring(slash + 1))));
  }
}
