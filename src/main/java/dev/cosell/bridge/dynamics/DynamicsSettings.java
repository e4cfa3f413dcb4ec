package dev.cosell.bridge.dynamics;

import dev.cosell.bridge.remote.TimeBounds;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How Dynamics 365 is reached.
 *
 * @param url the Dataverse organisation, for example {@code https://contoso.crm.dynamics.com}
 * @param tokenUrl token endpoint of the tenant
 * @param clientId client id of the app registration behind the application user
 * @param clientSecret its secret
 * @param clientSecretExpires the day on which the secret ends, null when it is not known
 * @param scope scope to ask for; empty asks for the organisation's {@code .default}
 * @param connections how many calls run at the same time at most; Dataverse refuses more than 52
 * @param answerTimeout longest silence of Dataverse, one millisecond to two minutes, after which it
 *     cuts an operation off itself
 * @param createBy what makes a create happen only once
 * @param pollOverlap how far each poll goes back behind the last change that it knows, up to one
 *     day; Dataverse does not commit in the order of its time stamps
 * @param pollPageSize how many records one page of a poll has, 1 to 5000
 * @param pollLeads whether leads are polled, and not only opportunities
 * @param removedInterval time between two looks for records that were deleted or whose sync flag
 *     was switched off, one second to one day
 */
@Validated
@ConfigurationProperties("cosell.dynamics")
public record DynamicsSettings(
    URI url,
    URI tokenUrl,
    String clientId,
    String clientSecret,
    @Nullable LocalDate clientSecretExpires,
    @Nullable String scope,
    @DefaultValue("16") @Min(1) @Max(51) int connections,
    @DefaultValue("2m") Duration answerTimeout,
    @DefaultValue("alternate-key") CreateBy createBy,
    @DefaultValue("3m") Duration pollOverlap,
    @DefaultValue("250") @Min(1) @Max(5000) int pollPageSize,
    @DefaultValue("true") boolean pollLeads,
    @DefaultValue("10m") Duration removedInterval) {

  private static final Duration DAY = Duration.ofDays(1);

  /** Refuses times out of their bounds. */
  public DynamicsSettings {
    TimeBounds.checkAnswer("cosell.dynamics.answer-timeout", answerTimeout);
    TimeBounds.check("cosell.dynamics.poll-overlap", pollOverlap, Duration.ZERO, DAY);
    TimeBounds.check(
        "cosell.dynamics.removed-interval", removedInterval, Duration.ofSeconds(1), DAY);
  }

  /** Without any secret. */
  @Override
  public String toString() {
    return "Dynamics 365 at " + url;
  }

  /** What makes a create happen only once. */
  public enum CreateBy {
    /** An alternate key on the column of the referral id. */
    ALTERNATE_KEY,
    /** A row id that is computed from the referral id, for a CRM without that key. */
    RECORD_ID
  }

  String scopeOrDefault() {
    return scope == null || scope.isBlank() ? url + "/.default" : scope;
  }

  URI serviceRoot() {
    return URI.create(url + "/api/data/v9.2/");
  }
}
