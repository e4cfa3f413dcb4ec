package dev.cosell.bridge.operations;

import dev.cosell.bridge.drift.DriftCheck;
import dev.cosell.bridge.drift.DriftReport;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The comparison of both sides of every open link. */
@RestController
@RequestMapping("/api/drift")
class DriftApi {

  private final DriftCheck check;

  DriftApi(DriftCheck check) {
    this.check = check;
  }

  @GetMapping
  Answer report() {
    return new Answer(check.last().orElse(null), check.underWay().orElse(null));
  }

  /** Answers at once; the comparison may take long. */
  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  Answer compare() {
    check.request();
    return report();
  }

  /** What the last comparison found, and the one that is under way; null when there is none. */
  record Answer(@Nullable DriftReport last, @Nullable DriftReport underWay) {}
}
