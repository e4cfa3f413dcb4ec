package dev.cosell.bridge.partnercenter.registration;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The verbs of the routes that read and write the registration. */
@Component("registrationCalls")
class RegistrationCalls {

  private static final String STATUS = "header:answer.CamelHttpResponseCode";
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  /**
   * Whether the registration has to be read (again). Camel asks once more after a write that
   * failed, with the document still in the body, and would tell the wrong failure if this one
   * failed too.
   */
  public boolean isOpen(@Body Object body) {
    return body instanceof RegistrationCheck check && check.isOpen();
  }

  /** Whether it has to be known which events exist. */
  public boolean needsKnownEvents(@Body RegistrationCheck check) {
    return check.needsKnownEvents();
  }

  /** Compares what is there with what we want. */
  public void decide(@Body RegistrationCheck check) {
    check.decide();
  }

  /** Whether there is none, and one is to be created. */
  public boolean isMissing(@Body RegistrationCheck check) {
    return check.mayWrite() && check.verdict() instanceof Verdict.Missing;
  }

  /** Whether it is to be replaced. */
  public boolean isDifferent(@Body RegistrationCheck check) {
    return check.mayWrite() && check.verdict() instanceof Verdict.Different;
  }

  /** Headers of a GET. */
  public void get(@Headers Map<String, Object> headers) {
    WebhookHeaders.set(headers, "GET");
  }

  /** Headers of {@code POST registration}. */
  public void post(@Headers Map<String, Object> headers) {
    WebhookHeaders.set(headers, "POST");
  }

  /** Headers of {@code PUT registration}. */
  public void put(@Headers Map<String, Object> headers) {
    WebhookHeaders.set(headers, "PUT");
  }

  /** What to write. */
  public String document(@Body RegistrationCheck check) {
    Verdict verdict = check.verdict();
    if (verdict instanceof Verdict.Missing missing) {
      return missing.wanted().document();
    }
    if (verdict instanceof Verdict.Different different) {
      return different.wanted().document();
    }
    throw new IllegalStateException("there is nothing to write: " + verdict);
  }

  /** What {@code GET registration} tells; 404 says that there is none. */
  public void viewed(
      @Body RegistrationCheck check,
      @Variable("answer") @Nullable String answer,
      @Variable(STATUS) int status) {
    check.found(status == NOT_FOUND ? null : Registered.of(WebhookJson.read(answer)));
  }

  /** What {@code GET registration/events} tells; where it tells nothing, all are known. */
  public void listed(
      @Body RegistrationCheck check,
      @Variable("answer") @Nullable String answer,
      @Variable(STATUS) int status) {
    if (status == OK) {
      JsonNode names = WebhookJson.read(answer);
      List<String> known = WebhookJson.elements(names).map(JsonNode::asText).toList();
      check.known(known);
    }
  }

  /** What became of the POST; 409 says that somebody else registered meanwhile. */
  public void created(@Body RegistrationCheck check, @Variable(STATUS) int status) {
    written(check, status != CONFLICT);
  }

  /** What became of the PUT; 404 says that somebody else removed the registration meanwhile. */
  public void replaced(@Body RegistrationCheck check, @Variable(STATUS) int status) {
    written(check, status != NOT_FOUND);
  }

  private static void written(RegistrationCheck check, boolean isDone) {
    if (isDone) {
      check.written();
    } else {
      check.again();
    }
  }
}
