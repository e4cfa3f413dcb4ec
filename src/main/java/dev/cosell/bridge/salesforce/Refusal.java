package dev.cosell.bridge.salesforce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.cosell.bridge.crm.ExactJson;
import dev.cosell.bridge.secret.Secrets;
import dev.cosell.bridge.sync.RetryAfter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer that is no success, whatever its body looks like: a list of errors, the rows that
 * an ambiguous external id matches, or a proxy's page.
 */
final class Refusal {

  private static final int LONGEST_MESSAGE = 500;
  private static final int MULTIPLE_CHOICES = 300;

  private Refusal() {}

  static SalesforceRefused of(
      String request, int status, @Nullable String retryAfter, String body, Instant now) {
    JsonNode json = json(body);
    List<String> codes = new ArrayList<>();
    List<String> sentences = new ArrayList<>();
    if (status == MULTIPLE_CHOICES) {
      sentences.add("several records match: " + rows(json));
    } else {
      json.forEach(error -> add(error, codes, sentences));
    }
    return new SalesforceRefused(
        request,
        status,
        codes,
        RetryAfter.of(retryAfter, now),
        sentence(request, status, codes, sentences));
  }

  /** An error that stands for a part of an answer. */
  static SalesforceRefused ofPart(String request, int status, JsonNode errors) {
    return of(request, status, null, errors.toString(), Instant.EPOCH);
  }

  private static void add(JsonNode error, List<String> codes, List<String> sentences) {
    String code = error.path("errorCode").asText("");
    // a log line and a reason on a record are one line each
    String message =
        error.path("message").asText("").replaceAll("[\\s\\p{Z}\\p{Cntrl}]+", " ").strip();
    if (!code.isEmpty()) {
      codes.add(code);
    }
    if (!message.isEmpty()) {
      sentences.add(message);
    }
  }

  /** The ids alone: the addresses are none of ours. */
  private static String rows(JsonNode addresses) {
    return addresses
        .valueStream()
        .map(address -> address.asText().replaceFirst(".*/", ""))
        .collect(Collectors.joining(", "));
  }

  private static String sentence(
      String request, int status, List<String> codes, List<String> sentences) {
    StringBuilder sentence = new StringBuilder("Salesforce answered ").append(status);
    if (!codes.isEmpty()) {
      sentence.append(" (").append(String.join(", ", codes)).append(')');
    }
    sentence.append(" to ").append(request);
    // masked first: the cut could leave half a token
    String message = Secrets.masked(String.join("; ", sentences));
    if (!message.isEmpty()) {
      sentence.append(": ").append(message, 0, Math.min(message.length(), LONGEST_MESSAGE));
    }
    return sentence.toString();
  }

  private static JsonNode json(String body) {
    try {
      JsonNode json = ExactJson.read(body);
      return json.isArray() ? json : MissingNode.getInstance();
    } catch (JsonProcessingException page) {
      return MissingNode.getInstance();
    }
  }
}
