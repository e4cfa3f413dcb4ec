package dev.cosell.bridge.partnercenter.registration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What all nodes know of the registration and its heartbeat, for those who watch. */
@Component
class RegistrationStatus {

  private final RegistrationSettings settings;
  private final WatchStore store;
  private final Heartbeats heartbeats;
  private final Clock clock;

  RegistrationStatus(
      RegistrationSettings settings, WatchStore store, Heartbeats heartbeats, Clock clock) {
    this.settings = settings;
    this.store = store;
    this.heartbeats = heartbeats;
    this.clock = clock;
  }

  /**
   * What is known at one moment.
   *
   * @param watch the registration
   * @param heartbeat the last one; null when none was sent
   * @param registrationAlarm what is wrong with the registration; null when nothing is
   * @param heartbeatAlarm what is wrong with delivery; null when nothing is
   */
  record Now(
      Watch watch,
      @Nullable Heartbeat heartbeat,
      @Nullable String registrationAlarm,
      @Nullable String heartbeatAlarm) {

    /** Everything that a person has to know, in one text. */
    Optional<String> alarm() {
      String words =
          String.join(
              ". ",
              Stream.of(
                      Optional.ofNullable(registrationAlarm)
                          .map(it -> "webhook registration: " + it),
                      Optional.ofNullable(heartbeatAlarm).map(it -> "webhook heartbeat: " + it))
                  .flatMap(Optional::stream)
                  .toList());
      return Optional.of(words).filter(it -> !it.isEmpty());
    }
  }

  /**
   * What is known now.
   *
   * @throws org.springframework.dao.DataAccessException when the store is unavailable
   */
  Now now() {
    Watch watch = store.now();
    List<Heartbeat> newest = heartbeats.newest(HeartbeatRules.LOOKED_AT);
    boolean isOn = settings.publicUrl() != null;
    return new Now(
        watch,
        newest.isEmpty() ? null : newest.get(0),
        isOn && watch.isAlarming() ? watch.explanation() : null,
        HeartbeatRules.alarm(newest));
  }

  /** Seconds since then; empty when it has never been. */
  Optional<Double> age(@Nullable Instant then) {
    return Optional.ofNullable(then)
        .map(it -> Math.max(0, Duration.between(it, clock.instant()).toMillis()) / 1000.0);
  }
}
