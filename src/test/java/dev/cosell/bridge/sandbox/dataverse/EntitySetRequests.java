package dev.cosell.bridge.sandbox.dataverse;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.dataverse.Bookmarks.Page;
import dev.cosell.bridge.sandbox.dataverse.Bookmarks.Point;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads of entity sets: filtered and paged, or tracked. */
final class EntitySetRequests {

  private static final long UNTRACKED = -1;
  private static final Set<String> NOT_TRACKABLE =
      Set.of("$filter", "$orderby", "$top", "$expand", "$count");

  private final Organization organization;
  private final Bookmarks bookmarks;

  EntitySetRequests(Organization organization, Bookmarks bookmarks) {
    this.organization = organization;
    this.bookmarks = bookmarks;
  }

  /** GET of a set, of a further page of it, or of the changes since a delta token. */
  SandboxResponse list(Table table, SandboxRequest request) {
    Map<String, String> options = request.parameters();
    Query.requireKnown(options.keySet());
    if (options.containsKey(Bookmarks.DELTA)) {
      return changes(table, request);
    }
    Preferences preferences = Preferences.of(request);
    if (preferences.trackChanges()) {
      refuseUntrackable(options);
    }
    Page page =
        options.containsKey(Bookmarks.SKIP)
            ? bookmarks.page(table.entitySet(), options, preferences.pageSize())
            : first(table, options, preferences);
    return answer(table, request, preferences, page);
  }

  /** GET of {@code /$count}: a bare number. */
  SandboxResponse count(Table table, SandboxRequest request) {
    Query query = Query.parse(organization, table, request.parameters());
    int count = query.matching(organization.all(table)).size();
    return new SandboxResponse(200, Map.of("Content-Type", "text/plain"), String.valueOf(count));
  }

  private Page first(Table table, Map<String, String> options, Preferences preferences) {
    long version = preferences.trackChanges() ? organization.rows().version() : UNTRACKED;
    return new Page(
        table.entitySet(), options, preferences.pageSize(), Optional.empty(), 1, version);
  }

  private SandboxResponse answer(
      Table table, SandboxRequest request, Preferences preferences, Page page) {
    Query query = Query.parse(organization, table, page.options());
    List<Row> matching = query.matching(organization.all(table));
    List<Row> left = page.last().map(last -> after(matching, query, last)).orElse(matching);
    List<Row> shown = left.subList(0, Math.min(left.size(), limit(query, preferences)));
    boolean tracked = page.version() != UNTRACKED;
    ObjectNode body =
        body(request, table.entitySet() + query.selection().context() + (tracked ? "/$delta" : ""));
    if (query.count()) {
      body.put("@odata.count", matching.size());
    }
    write(body.putArray("value"), table, shown, query.selection(), preferences);
    boolean more = shown.size() < left.size() && isPaged(query, preferences);
    if (more) {
      Page next = page.after(shown.get(shown.size() - 1));
      body.put("@odata.nextLink", address(table, request, bookmarks.link(plain(request), next)));
    } else if (tracked) {
      Point point = new Point(table.entitySet(), page.options(), page.version());
      body.put("@odata.deltaLink", address(table, request, bookmarks.link(plain(request), point)));
    }
    return Answers.applied(Answers.json(200, body), request);
  }

  /** With a preferred page size, $top is ignored: documented. */
  private static boolean isPaged(Query query, Preferences preferences) {
    return query.top().isEmpty() || preferences.pageSize().isPresent();
  }

  private static int limit(Query query, Preferences preferences) {
    return isPaged(query, preferences)
        ? preferences.rowsPerPage()
        : Math.min(query.top().orElseThrow(), preferences.rowsPerPage());
  }

  private static List<Row> after(List<Row> rows, Query query, Row last) {
    return rows.stream()
        .filter(row -> query.order().compare(row, last) > 0)
        .collect(Collectors.toList());
  }

  private SandboxResponse changes(Table table, SandboxRequest request) {
    Point point = bookmarks.point(table.entitySet(), request.parameters());
    Selection selection = Selection.parse(organization, table, point.options());
    ObjectNode body = body(request, table.entitySet() + selection.context() + "/$delta");
    ArrayNode changed = body.putArray("value");
    Rows rows = organization.rows();
    String name = table.logicalName();
    write(
        changed,
        table,
        rows.changedSince(name, point.version()),
        selection,
        Preferences.of(request));
    rows.deletedSince(name, point.version())
        .forEach(id -> addDeleted(changed.addObject(), table, request, id));
    Point next = new Point(table.entitySet(), point.options(), rows.version());
    body.put("@odata.deltaLink", address(table, request, bookmarks.link(plain(request), next)));
    return Answers.json(200, body);
  }

  private static void addDeleted(ObjectNode json, Table table, SandboxRequest request, UUID id) {
    json.put(
        "@odata.context",
        Answers.base(request) + "$metadata#" + table.entitySet() + "/$deletedEntity");
    json.put("id", id.toString()).put("reason", "deleted");
  }

  private void write(
      ArrayNode target, Table table, List<Row> rows, Selection selection, Preferences preferences) {
    RowJson json = new RowJson(organization, preferences);
    rows.forEach(row -> json.write(target.addObject(), table, row, selection));
  }

  private static void refuseUntrackable(Map<String, String> options) {
    options.keySet().stream()
        .filter(NOT_TRACKABLE::contains)
        .findFirst()
        .ifPresent(
            option -> {
              throw DataverseError.query(option + " is not allowed with odata.track-changes.");
            });
  }

  private static ObjectNode body(SandboxRequest request, String context) {
    return Json.object().put("@odata.context", Answers.base(request) + "$metadata#" + context);
  }

  private static String address(Table table, SandboxRequest request, String query) {
    return Answers.base(request) + table.entitySet() + "?" + query;
  }

  /** The raw query without the tokens of an earlier link. */
  private static String plain(SandboxRequest request) {
    String query = request.query() == null ? "" : request.query();
    return Arrays.stream(query.split("&", -1))
        .filter(pair -> !pair.isEmpty() && !isToken(pair))
        .collect(Collectors.joining("&"));
  }

  private static boolean isToken(String pair) {
    String name = URLDecoder.decode(pair.split("=", 2)[0], StandardCharsets.UTF_8);
    return name.equals(Bookmarks.SKIP) || name.equals(Bookmarks.DELTA);
  }
}
