package dev.cosell.bridge.sandbox.salesforce.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.salesforce.record.Organization;
import dev.cosell.bridge.sandbox.salesforce.record.Row;
import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;
import dev.cosell.bridge.sandbox.salesforce.record.SalesforceTime;
import dev.cosell.bridge.sandbox.salesforce.setup.SObjectType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The ids of rows that were changed or deleted in a span of time. Seconds are ignored, and what is
 * not covered yet is for the next call.
 */
record Replication(Organization organization) {

  private static final Duration REACH_OF_UPDATED = Duration.ofDays(30);
  private static final Duration REACH_OF_DELETED = Duration.ofDays(15);

  /** {@code /updated/}: created and changed rows. */
  ApiAnswer updated(SObjectType type, ApiRequest request) {
    Span span = span(request, REACH_OF_UPDATED);
    ObjectNode body = SandboxJson.object();
    ArrayNode ids = body.putArray("ids");
    changed(type, span).stream().filter(row -> !row.deleted()).map(Row::id).forEach(ids::add);
    return ApiAnswer.of(200, body.put("latestDateCovered", SalesforceTime.print(span.covered())));
  }

  /** {@code /deleted/}: rows in the recycle bin. */
  ApiAnswer deleted(SObjectType type, ApiRequest request) {
    Span span = span(request, REACH_OF_DELETED);
    ObjectNode body = SandboxJson.object();
    ArrayNode records = body.putArray("deletedRecords");
    changed(type, span).stream()
        .filter(Row::deleted)
        .forEach(
            row ->
                records
                    .addObject()
                    .put("deletedDate", SalesforceTime.print(row.modified()))
                    .put("id", row.id()));
    Instant earliest = organization.now().minus(REACH_OF_DELETED);
    body.put("earliestDateAvailable", SalesforceTime.print(earliest));
    return ApiAnswer.of(200, body.put("latestDateCovered", SalesforceTime.print(span.covered())));
  }

  private record Span(Instant start, Instant covered) {

    boolean holds(Instant instant) {
      return !instant.isBefore(start) && instant.isBefore(covered);
    }
  }

  private List<Row> changed(SObjectType type, Span span) {
    return organization.rows().all(type.name()).stream()
        .filter(row -> span.holds(row.modified()))
        .toList();
  }

  private Span span(ApiRequest request, Duration reach) {
    Instant start = minute(request, "start");
    Instant end = minute(request, "end");
    if (!start.isBefore(end)) {
      throw refused("endDate must be at least one minute greater than startDate");
    }
    Instant now = organization.now();
    if (start.isBefore(now.minus(reach).truncatedTo(ChronoUnit.MINUTES))) {
      throw refused("startDate cannot be more than " + reach.toDays() + " days ago");
    }
    Instant safe =
        now.minus(organization.settings().limits().replicationLag())
            .truncatedTo(ChronoUnit.MINUTES);
    return new Span(start, end.isBefore(safe) ? end : safe);
  }

  private static Instant minute(ApiRequest request, String name) {
    String text = request.parameter(name).orElse("");
    return SalesforceTime.parse(text)
        .orElseThrow(() -> refused("'%s' is no valid %s".formatted(text, name)))
        .truncatedTo(ChronoUnit.MINUTES);
  }

  private static SalesforceError refused(String message) {
    return SalesforceError.of(400, "INVALID_REPLICATION_DATE", message);
  }
}
