package dev.cosell.bridge.partnercenter.registration;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What Partner Center says of one test event ({@code WebhookValidationEvent} of its OpenAPI).
 *
 * @param isCompleted whether it makes no more attempts
 * @param callback where it was sent to, for people
 * @param answers of our entry, or of whoever answers there; one for each attempt
 */
record TestResult(boolean isCompleted, String callback, List<String> answers) {

  /** The documentation shows OK and no other word. */
  private static final Set<String> SUCCESS = Set.of("ok", "created", "accepted", "nocontent");

  private static final int LONGEST_ANSWER = 120;

  static TestResult of(@Nullable String answer) {
    JsonNode json = WebhookJson.read(answer);
    return new TestResult(
        WebhookJson.text(json, "status").filter("completed"::equalsIgnoreCase).isPresent(),
        Endpoint.shown(WebhookJson.text(json, "callbackUrl").orElse("the registered address")),
        WebhookJson.elements(WebhookJson.member(json, "results")).map(TestResult::answer).toList());
  }

  private static String answer(JsonNode result) {
    String words =
        WebhookJson.text(result, "responseCode").orElse("")
            + " "
            + WebhookJson.text(result, "responseMessage").orElse("");
    // what stands behind a question mark may be the key of an address
    String line = words.replaceAll("\\?\\S+", "?…").replaceAll("\\s+", " ").strip();
    return line.length() <= LONGEST_ANSWER ? line : line.substring(0, LONGEST_ANSWER) + "…";
  }

  /** Somebody took it. */
  boolean isAccepted() {
    return answers.stream().anyMatch(TestResult::isSuccess);
  }

  /** Nobody took it, and there are no more attempts. */
  boolean isRefused() {
    return isCompleted && !answers.isEmpty() && !isAccepted();
  }

  String refusal() {
    return "Partner Center could not deliver it to " + callback + ": " + attempts();
  }

  String attempts() {
    if (answers.isEmpty()) {
      return "no attempt so far";
    }
    return answers.size()
        + (answers.size() == 1 ? " attempt, " : " attempts, ")
        + answers.stream()
            .distinct()
            .limit(3)
            .map(it -> it.isEmpty() ? "no answer" : "answered " + it)
            .collect(Collectors.joining(", "));
  }

  private static boolean isSuccess(String answer) {
    String code = answer.split(" ", 2)[0].toLowerCase(Locale.ROOT);
    return code.matches("2\\d\\d") || SUCCESS.contains(code);
  }
}
