package dev.cosell.bridge.partnercenter.registration;

import java.io.Serial;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** An operator's wish that is not carried out; Spring writes it as problem+json. */
final class RegistrationRefused extends ResponseStatusException {

  @Serial private static final long serialVersionUID = 1L;

  private final HttpHeaders headers = new HttpHeaders();

  private RegistrationRefused(HttpStatus status, String detail) {
    super(status, detail + ".");
  }

  @Override
  public HttpHeaders getHeaders() {
    return headers;
  }

  static RegistrationRefused conflict(String detail) {
    return new RegistrationRefused(HttpStatus.CONFLICT, detail);
  }

  static RegistrationRefused badGateway(String detail) {
    return new RegistrationRefused(HttpStatus.BAD_GATEWAY, detail);
  }

  static RegistrationRefused tooMany(Duration wait) {
    long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
    RegistrationRefused refused =
        new RegistrationRefused(
            HttpStatus.TOO_MANY_REQUESTS,
            "Partner Center sends two test events a minute. Try again in " + seconds + " seconds");
    refused.headers.set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    return refused;
  }
}
