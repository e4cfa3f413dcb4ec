package dev.cosell.bridge.operations;

import dev.cosell.bridge.partnercenter.SweepReport;
import dev.cosell.bridge.partnercenter.Sweeping;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The sweep for referrals whose notification was lost. */
@RestController
@RequestMapping("/api/sweep")
class SweepApi {

  private final Sweeping sweeping;

  SweepApi(Sweeping sweeping) {
    this.sweeping = sweeping;
  }

  @GetMapping
  SweepReport report() {
    return sweeping.report();
  }

  /** Answers when the sweep has ended. */
  @PostMapping
  SweepReport sweep() {
    if (!sweeping.sweepNow()) {
      throw new ResponseStatusException(HttpStatus.CONFLICT, "a sweep is under way");
    }
    return sweeping.report();
  }
}
