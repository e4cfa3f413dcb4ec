package dev.cosell.bridge.partnercenter.registration;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The registration by hand. */
@RestController
class RegistrationApi {

  private final RegistrationDesk desk;

  RegistrationApi(RegistrationDesk desk) {
    this.desk = desk;
  }

  @GetMapping("/api/registration")
  RegistrationView view() {
    return desk.view();
  }

  @PostMapping("/api/registration")
  RegistrationView register(@RequestParam(defaultValue = "false") boolean overwrite) {
    return desk.register(overwrite);
  }

  @PostMapping("/api/registration/heartbeat")
  @ResponseStatus(HttpStatus.ACCEPTED)
  SentHeartbeat sendHeartbeat() {
    return new SentHeartbeat(desk.sendHeartbeat());
  }

  /**
   * A test event was asked for; {@code GET /api/registration} shows what becomes of it.
   *
   * @param correlationId Partner Center's name for it
   */
  record SentHeartbeat(String correlationId) {}
}
