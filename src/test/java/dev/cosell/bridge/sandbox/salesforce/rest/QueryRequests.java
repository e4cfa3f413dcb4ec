package dev.cosell.bridge.sandbox.salesforce.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.salesforce.record.Organization;
import dev.cosell.bridge.sandbox.salesforce.record.RecordId;
import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;
import dev.cosell.bridge.sandbox.salesforce.setup.ApiLimits;
import dev.cosell.bridge.sandbox.salesforce.soql.QueryResult;
import dev.cosell.bridge.sandbox.salesforce.soql.SoqlQueries;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code /query} and {@code /queryAll}, and the pages behind their first one. */
public final class QueryRequests {

  private static final Duration LIFETIME = Duration.ofDays(2);
  private static final int SMALLEST = 200;
  private static final int LARGEST = 2000;
  private static final Pattern LOCATOR = Pattern.compile("(0r8\\w{15})-(\\d{1,9})");
  private static final Pattern BATCH_SIZE =
      Pattern.compile("(?i).*\\bbatchSize\\s*=\\s*(\\d{1,9}).*");

  private record Slowness(String sObject, int times) {}

  private record Cursor(QueryResult result, int batchSize, Instant opened) {}

  private final Organization organization;
  private final Map<String, Cursor> cursors = new HashMap<>();
  private Slowness slowness = new Slowness("", 0);

  QueryRequests(Organization organization) {
    this.organization = organization;
  }

  /** Lets the next queries of an sObject, inside a composite too, take too long. */
  public void timeOut(String sObject, int times) {
    organization.transact(
        () -> {
          slowness = new Slowness(sObject, times);
          return this;
        });
  }

  /** Lets all query locators expire. */
  public void expire() {
    organization.transact(
        () -> {
          cursors.clear();
          return this;
        });
  }

  ApiAnswer answer(ApiRequest request) {
    if (!request.isGet()) {
      throw request.notAllowed("HEAD", "GET");
    }
    if (request.path().size() > 2) {
      throw SalesforceError.notFound();
    }
    return request.path().size() == 2 ? next(request) : first(request);
  }

  private ApiAnswer first(ApiRequest request) {
    String query = request.parameter("q").orElse("");
    if (query.isBlank()) {
      throw SalesforceError.of(400, "MALFORMED_QUERY", "A query string has to be specified");
    }
    if (slowness.times() > 0 && query.contains(" FROM " + slowness.sObject() + " ")) {
      slowness = new Slowness(slowness.sObject(), slowness.times() - 1);
      throw SalesforceError.of(
          400, "QUERY_TIMEOUT", "Your query request was running for too long.");
    }
    boolean all = request.at(0).equals("queryAll");
    SoqlQueries queries = new SoqlQueries(organization, organization.apiSchema());
    QueryResult result = queries.run(query, all, request.version());
    return page(new Cursor(result, batchSize(request), now()), "", 0, request);
  }

  private ApiAnswer next(ApiRequest request) {
    Matcher locator = LOCATOR.matcher(request.at(1));
    if (!locator.matches()) {
      throw unknownLocator();
    }
    Cursor cursor =
        Optional.ofNullable(cursors.get(locator.group(1)))
            .filter(open -> now().isBefore(open.opened().plus(LIFETIME)))
            .orElseThrow(QueryRequests::unknownLocator);
    int start = Integer.parseInt(locator.group(2));
    if (start >= cursor.result().records().size()) {
      throw unknownLocator();
    }
    return page(cursor, locator.group(1), start, request);
  }

  private ApiAnswer page(Cursor cursor, String known, int start, ApiRequest request) {
    QueryResult result = cursor.result();
    int end = Math.min(start + cursor.batchSize(), result.records().size());
    boolean done = end >= result.records().size();
    ObjectNode body = SandboxJson.object().put("totalSize", result.totalSize()).put("done", done);
    if (!done) {
      String id = known.isEmpty() ? opened(cursor) : known;
      body.put(
          "nextRecordsUrl",
          "%sv%s/query/%s-%d".formatted(ApiRequest.BASE, request.version(), id, end));
    }
    body.putArray("records").addAll(result.records().subList(start, end));
    return ApiAnswer.of(200, body);
  }

  private String opened(Cursor cursor) {
    RecordId id = organization.rows().nextId("0r8");
    cursors.put(id.text(), cursor);
    return id.text();
  }

  /** What the client asks for, brought into the documented bounds, and never above the cap. */
  private int batchSize(ApiRequest request) {
    ApiLimits limits = organization.settings().limits();
    int asked =
        request
            .header("Sforce-Query-Options")
            .map(BATCH_SIZE::matcher)
            .filter(Matcher::matches)
            .map(size -> Integer.parseInt(size.group(1)))
            .map(size -> Math.max(SMALLEST, Math.min(LARGEST, size)))
            .orElse(limits.queryBatchSize());
    return Math.min(asked, limits.pageCap());
  }

  private Instant now() {
    return organization.now();
  }

  private static SalesforceError unknownLocator() {
    return SalesforceError.of(400, "INVALID_QUERY_LOCATOR", "invalid query locator");
  }
}
