package dev.cosell.bridge.salesforce;

import dev.cosell.bridge.remote.TimeBounds;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How Salesforce is reached, and what the organisation calls its stages.
 *
 * @param loginUrl the My Domain host, for example {@code https://contoso.my.salesforce.com}
 * @param clientId consumer key of the external client app
 * @param clientSecret its secret
 * @param clientSecretExpires the day on which the secret has to be replaced, null when none is set
 * @param apiVersion version of the REST API
 * @param instanceUrl where the API is, for an organisation whose API is not at its My Domain; a
 *     token goes nowhere else, whatever the token's answer names
 * @param connections how many calls run at the same time at most
 * @param answerTimeout longest silence of the REST API, one millisecond to two minutes; a
 *     subscription to events has times of its own
 * @param fieldPrefix what stands before the names of all custom fields of the mapping: a namespace
 *     with its two underscores, or a prefix of your own
 * @param onHoldStage the stage of a deal that is not accepted yet; empty takes the first open one
 * @param activeStage the stage of an accepted deal; empty takes the open one behind it
 * @param wonStage the stage of a won deal; empty takes the first one that Salesforce calls won
 * @param lostStage the stage of a lost deal; empty takes the first closed one that is not won
 * @param currency ISO code of all amounts, for an organisation with one currency that does not tell
 *     it
 * @param allowDuplicates whether accounts and contacts are saved although a duplicate rule alerts;
 *     a rule that blocks is obeyed
 * @param apiUsageLimit percentage of the organisation's daily API calls at which polling rests, so
 *     that sellers keep the others
 * @param apiLimitRest how long Salesforce is left alone after it said that the day's API calls are
 *     used up; it never tells when there are new ones; one second to one day
 * @param pollOverlap how far each poll goes back behind the last change that it knows, up to one
 *     day; Salesforce does not commit in the order of its time stamps
 * @param pollLeads whether leads are polled, and not only opportunities
 * @param removedInterval time between two looks for records that were deleted or whose sync flag
 *     was switched off, one second to one day
 * @param changeEvents what wakes the poll at once when something changes: {@code off}, {@code
 *     cometd} for Change Data Capture over the Streaming API, or {@code pub-sub} for the same over
 *     the Pub/Sub API; unquoted YAML turns off into false
 * @param changeEventsSilence how long no event may come before the subscription is begun anew, one
 *     second to one day
 * @param pubSubAddress host and port of the Pub/Sub API; with http:// in front it is called without
 *     encryption, for a simulator
 */
@Validated
@ConfigurationProperties("cosell.salesforce")
public record SalesforceSettings(
    URI loginUrl,
    String clientId,
    String clientSecret,
    @Nullable LocalDate clientSecretExpires,
    @DefaultValue("62.0")
        @Pattern(regexp = "v?\\d\\d(\\.0)?", message = "has to be a version such as 62.0")
        String apiVersion,
    @Nullable URI instanceUrl,
    @DefaultValue("16") @Min(1) @Max(64) int connections,
    @DefaultValue("2m") Duration answerTimeout,
    @Nullable
        @Pattern(
            regexp = "[A-Za-z][A-Za-z0-9_]*",
            message = "has to be a namespace such as msft__, or a prefix of letters and digits")
        String fieldPrefix,
    @Nullable String onHoldStage,
    @Nullable String activeStage,
    @Nullable String wonStage,
    @Nullable String lostStage,
    @Nullable @Pattern(regexp = "[A-Z]{3}", message = "has to be an ISO code such as EUR")
        String currency,
    @DefaultValue("true") boolean allowDuplicates,
    @DefaultValue("80") @Min(1) @Max(100) int apiUsageLimit,
    @DefaultValue("15m") Duration apiLimitRest,
    @DefaultValue("3m") Duration pollOverlap,
    @DefaultValue("true") boolean pollLeads,
    @DefaultValue("10m") Duration removedInterval,
    @DefaultValue(OFF)
        @Pattern(regexp = "off|cometd|pub-sub", message = "has to be off, cometd or pub-sub")
        String changeEvents,
    @DefaultValue("15m") Duration changeEventsSilence,
    @DefaultValue("api.pubsub.salesforce.com:7443")
        @Pattern(
            regexp = "(http://)?[^:/]+:\\d{1,5}",
            message = "has to be host and port, such as api.pubsub.salesforce.com:7443")
        String pubSubAddress) {

  private static final String OFF = "off";
  private static final String PLAIN = "http://";
  private static final Duration DAY = Duration.ofDays(1);

  /** Refuses values out of their bounds. */
  public SalesforceSettings {
    changeEvents = "false".equals(changeEvents) ? OFF : changeEvents;
    TimeBounds.checkAnswer("cosell.salesforce.answer-timeout", answerTimeout);
    TimeBounds.check("cosell.salesforce.api-limit-rest", apiLimitRest, Duration.ofSeconds(1), DAY);
    TimeBounds.check("cosell.salesforce.poll-overlap", pollOverlap, Duration.ZERO, DAY);
    TimeBounds.check(
        "cosell.salesforce.removed-interval", removedInterval, Duration.ofSeconds(1), DAY);
    TimeBounds.check(
        "cosell.salesforce.change-events-silence", changeEventsSilence, Duration.ofSeconds(1), DAY);
  }

  /** Without any secret. */
  @Override
  public String toString() {
    return "Salesforce at " + loginUrl;
  }

  /** Whether the change events come over the Pub/Sub API. */
  boolean isPubSub() {
    return "pub-sub".equals(changeEvents);
  }

  /** The route that subscribes to change events. */
  String changeEventsRoute() {
    return "salesforce-change-events-" + (isPubSub() ? "pub-sub" : "cometd");
  }

  /** Whether the Pub/Sub API is called without encryption. */
  boolean isPubSubPlain() {
    return pubSubAddress.startsWith(PLAIN);
  }

  /** Host and port of the Pub/Sub API. */
  InetSocketAddress pubSub() {
    String[] parts = pubSubAddress.substring(isPubSubPlain() ? PLAIN.length() : 0).split(":", -1);
    return InetSocketAddress.createUnresolved(parts[0], Integer.parseInt(parts[1]));
  }

  /** Where the API is. */
  URI api() {
    return Objects.requireNonNullElse(instanceUrl, loginUrl);
  }

  /** Where tokens are fetched. */
  URI tokenUrl() {
    return URI.create(loginUrl + "/services/oauth2/token");
  }

  /** The version as paths want it, without the v. */
  String version() {
    return Double.toString(number(apiVersion));
  }

  private static double number(String version) {
    try {
      return Double.parseDouble(version.replaceFirst("^v", ""));
    } catch (NumberFormatException refusedByItsPattern) {
      return 0;
    }
  }
}
