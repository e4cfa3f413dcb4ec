package dev.cosell.bridge.operations;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what nothing else answered, also to callers without a login: it tells nothing inside. */
@RestController
class Errors implements ErrorController {

  @RequestMapping("/error")
  ResponseEntity<ProblemDetail> error(HttpServletRequest request) {
    HttpStatus status = status(request);
    String detail =
        status.is5xxServerError()
            ? "The bridge made a mistake; its log tells which."
            : "This request cannot be answered: " + status.getReasonPhrase() + ".";
    return ResponseEntity.of(ProblemDetail.forStatusAndDetail(status, detail)).build();
  }

  /** Somebody who asks for the page of errors itself asks for nothing that exists. */
  private static HttpStatus status(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            && HttpStatus.resolve(code) != null
        ? HttpStatus.valueOf(code)
        : HttpStatus.NOT_FOUND;
  }
}
