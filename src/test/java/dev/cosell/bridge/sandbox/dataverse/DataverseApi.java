package dev.cosell.bridge.sandbox.dataverse;

import dev.cosell.bridge.sandbox.http.SandboxHandler;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Web API: checks token and headers, then hands the request to the one who knows it. */
final class DataverseApi implements SandboxHandler {

  static final String BASE = "/api/data/v9.2/";

  private static final String BEARER = "Bearer ";
  private static final Pattern SET = Pattern.compile("([A-Za-z0-9_]+)(/\\$count)?");
  private static final Pattern ROW = Pattern.compile("([A-Za-z0-9_]+)\\((.*)\\)(?:/([^()]+))?");

  private final Organization organization;
  private final Predicate<String> tokenAccepted;
  private final EntitySetRequests sets;
  private final RowRequests rows;
  private final ActionRequests actions;
  private final Qualification qualification;
  private final MetadataRequests metadata;

  DataverseApi(Organization organization, Bookmarks bookmarks, Predicate<String> tokenAccepted) {
    this.organization = organization;
    this.tokenAccepted = tokenAccepted;
    this.sets = new EntitySetRequests(organization, bookmarks);
    this.rows = new RowRequests(organization);
    this.actions = new ActionRequests(organization);
    this.qualification = new Qualification(organization);
    this.metadata = new MetadataRequests(organization);
  }

  @Override
  public SandboxResponse answer(SandboxRequest request) {
    if (!isAuthorized(request)) {
      String realm = "Bearer authorization_uri=%s/oauth2/authorize, resource_id=%s";
      String host = "http://" + request.header("Host").orElse("127.0.0.1");
      return SandboxResponse.empty(401).with("WWW-Authenticate", realm.formatted(host, host + "/"));
    }
    SandboxResponse response;
    synchronized (organization) {
      response = answerAuthorized(request);
    }
    String type = response.headers().getOrDefault("Content-Type", "");
    return (type.startsWith("application/json")
            ? response.with("Content-Type", "application/json; odata.metadata=minimal")
            : response)
        .with("OData-Version", "4.0");
  }

  private boolean isAuthorized(SandboxRequest request) {
    return request
        .header("Authorization")
        .filter(value -> value.startsWith(BEARER))
        .filter(value -> tokenAccepted.test(value.substring(BEARER.length())))
        .isPresent();
  }

  private SandboxResponse answerAuthorized(SandboxRequest request) {
    try {
      requireHeaders(request);
      return route(resource(request), request);
    } catch (DataverseError refusal) {
      return refusal.response();
    }
  }

  private void requireHeaders(SandboxRequest request) {
    for (String name : new String[] {"OData-Version", "OData-MaxVersion"}) {
      boolean right = request.header(name).filter("4.0"::equals).isPresent();
      if (organization.settings().strictHeaders() && !right) {
        throw DataverseError.query("The header " + name + ": 4.0 is missing.");
      }
    }
    String type = request.header("Content-Type").orElse("");
    if (!request.body().isEmpty() && !type.startsWith("application/json")) {
      throw new DataverseError(415, "", "Unsupported content type '" + type + "'.");
    }
  }

  private static String resource(SandboxRequest request) {
    if (!request.path().startsWith(BASE)) {
      throw new DataverseError(404, "", "No API at " + request.path() + ".");
    }
    String path = request.path().substring(BASE.length());
    try {
      request.parameters();
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException wrongEncoding) {
      throw DataverseError.syntax("Wrong percent-encoding.");
    }
  }

  private SandboxResponse route(String resource, SandboxRequest request) {
    if (MetadataRequests.knows(resource)) {
      require(request, "GET");
      return metadata.get(resource, request);
    }
    if (ActionRequests.knows(resource)) {
      require(request, "POST");
      return organization.rows().atomically(() -> actions.close(resource, request));
    }
    Matcher set = SET.matcher(resource);
    if (set.matches()) {
      return entitySet(organization.table(set.group(1)), set.group(2) != null, request);
    }
    Matcher row = ROW.matcher(resource);
    if (!row.matches()) {
      throw DataverseError.syntax("'" + resource + "'");
    }
    Table table = organization.table(row.group(1));
    RowKey key = RowKey.parse(organization, table, row.group(2));
    return row.group(3) == null
        ? row(table, key, request)
        : boundAction(table, key, row.group(3), request);
  }

  private SandboxResponse entitySet(Table table, boolean count, SandboxRequest request) {
    if (count) {
      require(request, "GET");
      return sets.count(table, request);
    }
    return switch (request.method()) {
      case "GET" -> sets.list(table, request);
      case "POST" -> rows.create(table, request);
      default -> throw notAllowed(request);
    };
  }

  private SandboxResponse row(Table table, RowKey key, SandboxRequest request) {
    return switch (request.method()) {
      case "GET" -> rows.get(table, key, request);
      case "PATCH" -> rows.upsert(table, key, request);
      case "DELETE" -> rows.delete(table, key, request);
      default -> throw notAllowed(request);
    };
  }

  private SandboxResponse boundAction(
      Table table, RowKey key, String name, SandboxRequest request) {
    if (!name.equals(Qualification.ACTION) || !table.entitySet().equals("leads")) {
      throw DataverseError.notSimulated("'" + name + "' of a row");
    }
    require(request, "POST");
    Row lead = key.require(organization, table);
    return organization.rows().atomically(() -> qualification.qualify(lead, request));
  }

  private static void require(SandboxRequest request, String method) {
    if (!request.method().equals(method)) {
      throw notAllowed(request);
    }
  }

  private static DataverseError notAllowed(SandboxRequest request) {
    return new DataverseError(
        405, "", "The requested resource does not support http method '" + request.method() + "'.");
  }
}
