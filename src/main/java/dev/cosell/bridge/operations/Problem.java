package dev.cosell.bridge.operations;

import dev.cosell.bridge.link.ReferralId;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** Refusals of the admin API; Spring writes them as problem+json. */
final class Problem {

  private Problem() {}

  static ResponseStatusException badRequest(String detail) {
    return new ResponseStatusException(HttpStatus.BAD_REQUEST, detail);
  }

  static ResponseStatusException notFound(String detail) {
    return new ResponseStatusException(HttpStatus.NOT_FOUND, detail);
  }

  static ResponseStatusException conflict(String detail) {
    return new ResponseStatusException(HttpStatus.CONFLICT, detail);
  }

  static ReferralId referralId(String text) {
    return ReferralId.parse(text)
        .orElseThrow(() -> badRequest("'" + text + "' is not a referral id: a GUID is expected"));
  }
}
