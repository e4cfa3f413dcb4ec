package dev.cosell.bridge.partnercenter.registration;

import dev.cosell.bridge.partnercenter.webhook.WebhookSecurity;
import dev.cosell.bridge.sync.RemoteFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks at the registration, repairs it, and remembers what was found. */
@Component
class RegistrationChecks {

  private static final String ALARM = "webhook registration";
  private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

  private final RegistrationSettings settings;
  private final WebhookSecurity security;
  private final TenantWebhooks tenant;
  private final WatchStore store;
  private final AlarmLog log;
  private final Clock clock;
  private volatile boolean isFirst = true;
  private volatile Instant restUntil = Instant.MIN;

  RegistrationChecks(
      RegistrationSettings settings,
      WebhookSecurity security,
      TenantWebhooks tenant,
      WatchStore store,
      AlarmLog log,
      Clock clock) {
    this.settings = settings;
    this.security = security;
    this.tenant = tenant;
    this.store = store;
    this.log = log;
    this.clock = clock;
  }

  /** What we want; empty where the guard is off. */
  Optional<WantedRegistration> wanted() {
    return settings
        .endpoint()
        .map(it -> new WantedRegistration(it, settings.events(), security.signatureHeader()));
  }

  /** Whether it is time for a look: at the start of this node, then after each interval. */
  boolean isDue(Watch watch) {
    Instant now = clock.instant();
    if (settings.publicUrl() == null || now.isBefore(restUntil)) {
      return false;
    }
    Instant last = watch.checkedAt();
    return isFirst || last == null || !now.isBefore(last.plus(wait(watch)));
  }

  private Duration wait(Watch watch) {
    boolean isSooner = AFTER_FAILURE.compareTo(settings.checkInterval()) < 0;
    return watch.finding() == Finding.UNKNOWN && isSooner
        ? AFTER_FAILURE
        : settings.checkInterval();
  }

  /** Looks as it was set up. */
  void run() {
    run(settings.overwriteExistingEndpoints());
  }

  /**
   * Looks now.
   *
   * @param overwrite whether the address of another system may be replaced
   * @return what was read, as the registration is now; empty when it could not be read or written
   */
  Optional<RegistrationCheck> run(boolean overwrite) {
    RegistrationRules rules = rules(overwrite);
    RegistrationCheck check = new RegistrationCheck(rules);
    isFirst = false;
    try {
      tenant.register(check);
    } catch (RemoteFailure failure) {
      noteFailure(failure);
      return Optional.empty();
    } finally {
      if (check.isWritten()) {
        store.written(check.signatureInMsHeader());
      }
    }
    note(check, rules.wanted());
    return Optional.of(check);
  }

  /**
   * Looks without writing, and remembers nothing.
   *
   * @throws RemoteFailure when Partner Center does not tell
   */
  RegistrationCheck view() {
    boolean overwrite = settings.overwriteExistingEndpoints();
    RegistrationCheck check = new RegistrationCheck(wanted().isEmpty() ? null : rules(overwrite));
    tenant.view(check);
    check.decide();
    return check;
  }

  private RegistrationRules rules(boolean overwrite) {
    return new RegistrationRules(wanted().orElseThrow(), overwrite, store.now().signatureAsked());
  }

  private void note(RegistrationCheck check, WantedRegistration wanted) {
    tellWrites(check, wanted);
    Verdict verdict = check.verdict();
    if (verdict instanceof Verdict.Right) {
      store.checked(Finding.RIGHT, null);
      log.ends(ALARM, "Partner Center notifies " + wanted.endpoint().shown() + " again");
    } else if (verdict instanceof Verdict.Foreign foreign) {
      alarm(Finding.FOREIGN, takenBy(foreign.url(), wanted));
    } else {
      alarm(Finding.INCOMPLETE, stillWrong(verdict));
    }
  }

  private void tellWrites(RegistrationCheck check, WantedRegistration wanted) {
    List<String> unknown = check.unknownEvents();
    if (!unknown.isEmpty()) {
      log.begins(
          "webhook events",
          unknown.toString(),
          "this tenant does not know " + unknown + "; they are left out");
    }
    if (check.isWritten()) {
      log.tell("webhook registration: Partner Center now notifies " + wanted.endpoint().shown());
    }
  }

  private static String takenBy(String url, WantedRegistration wanted) {
    return "Partner Center notifies "
        + url
        + " and not "
        + wanted.endpoint().shown()
        + ". If that is a staging system or an old solution, take the feed over once by POST"
        + " /api/registration?overwrite=true; if it is meant to be so, empty "
        + RegistrationSettings.PUBLIC_URL
        + " here";
  }

  private static String stillWrong(@Nullable Verdict verdict) {
    return verdict instanceof Verdict.Different different
        ? "it was written, and still differs: " + String.join(", ", different.differences())
        : "it was written, and is not there";
  }

  private void noteFailure(RemoteFailure failure) {
    Duration rest = failure.retryAfter();
    if (rest != null) {
      restUntil = clock.instant().plus(rest);
    }
    alarm(Finding.UNKNOWN, "it cannot be checked: " + failure.getMessage());
  }

  private void alarm(Finding finding, String explanation) {
    store.checked(finding, explanation);
    // another address is another alarm
    log.begins(ALARM, finding == Finding.FOREIGN ? explanation : finding.name(), explanation);
  }
}
