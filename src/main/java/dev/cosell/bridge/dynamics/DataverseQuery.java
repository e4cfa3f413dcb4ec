package dev.cosell.bridge.dynamics;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A read of one table for {@code dataverse:uread}; conditions are joined by {@code and}.
 *
 * @param table entity set, for example {@code opportunities}
 * @param row the one row to read, null for a list
 * @param options query options, names with {@code $}, values percent-encoded except blanks
 * @param httpHeaders of the request
 * @param page true when the options are those of a {@code nextLink}
 */
public record DataverseQuery(
    String table,
    @Nullable UUID row,
    Map<String, String> options,
    Map<String, String> httpHeaders,
    boolean page)
    implements DataverseCall {

  /** All rows of a table; always name the columns. */
  public static DataverseQuery of(String table) {
    return new DataverseQuery(ODataText.name(table), null, Map.of(), Map.of(), false);
  }

  /** The row with this id; a missing one answers 404. */
  public DataverseQuery row(UUID id) {
    return new DataverseQuery(table, id, options, httpHeaders, page);
  }

  /** The columns to read; a lookup is {@code _name_value}. */
  public DataverseQuery select(String... columns) {
    return option(
        "$select", Stream.of(columns).map(ODataText::name).collect(Collectors.joining(",")));
  }

  /**
   * Only rows whose text column has this value; the case of letters does not matter to Dataverse.
   */
  public DataverseQuery where(String column, String value) {
    return and(ODataText.name(column) + " eq " + ODataText.literal(value));
  }

  /** Only rows whose lookup ({@code _name_value}) or id has this value. */
  public DataverseQuery where(String column, UUID value) {
    return and(ODataText.name(column) + " eq " + value);
  }

  /** Only rows whose id is one of these, at least one. */
  public DataverseQuery whereAny(String column, List<UUID> values) {
    String name = ODataText.name(column);
    return and(
        values.stream()
            .map(id -> name + " eq " + id)
            .collect(Collectors.joining(" or ", "(", ")")));
  }

  /** Only rows whose yes/no column has this value. */
  public DataverseQuery where(String column, boolean value) {
    return and(ODataText.name(column) + " eq " + value);
  }

  /** Only rows whose date and time is this one or later. */
  public DataverseQuery whereNotBefore(String column, Instant earliest) {
    return and(ODataText.name(column) + " ge " + ODataText.encoded(earliest.toString()));
  }

  /** Rows in ascending order of a column. */
  public DataverseQuery orderBy(String column) {
    return option("$orderby", ODataText.name(column) + " asc");
  }

  /** At most so many rows, at least 1. Dataverse ignores it beside a page size. */
  public DataverseQuery top(int rows) {
    return option("$top", Integer.toString(rows));
  }

  /** Pages of so many rows, at most 5,000; keep it for the following pages. */
  public DataverseQuery pageSize(int rows) {
    return new DataverseQuery(
        table, row, options, Map.of("Prefer", "odata.maxpagesize=" + rows), page);
  }

  /**
   * All rows with {@code odata.track-changes}: the last page tells where the list of changes goes
   * on. Dataverse allows neither conditions nor an order then.
   */
  public DataverseQuery trackingChanges(int pageRows) {
    return new DataverseQuery(
        table,
        row,
        options,
        Map.of("Prefer", "odata.track-changes,odata.maxpagesize=" + pageRows),
        page);
  }

  /** What changed since a token was handed out, for exactly the columns of that query. */
  public DataverseQuery since(String deltaToken) {
    DataverseQuery changes = option("$deltatoken", deltaToken);
    return new DataverseQuery(table, null, changes.options, httpHeaders, true);
  }

  /**
   * The next page. Only the query of the link is used, as it is: the address stays the configured
   * one.
   *
   * @param nextLink of the answer before
   */
  public DataverseQuery following(String nextLink) {
    Map<String, String> verbatim = new LinkedHashMap<>();
    for (String pair : nextLink.substring(nextLink.indexOf('?') + 1).split("&", -1)) {
      String[] nameAndValue = pair.split("=", 2);
      verbatim.put(nameAndValue[0], nameAndValue.length > 1 ? nameAndValue[1] : "");
    }
    return new DataverseQuery(table, null, verbatim, httpHeaders, true);
  }

  @Override
  public Map<String, Object> headers() {
    Map<String, Object> headers = new LinkedHashMap<>();
    headers.put(PREFIX + "resourcePath", table);
    if (row != null) {
      headers.put(PREFIX + "keyPredicate", row.toString());
    }
    if (page) {
      headers.put(PREFIX + "queryParams", new LinkedHashMap<>(options));
    } else {
      options.forEach((name, value) -> headers.put(PREFIX + name, value));
    }
    if (!httpHeaders.isEmpty()) {
      headers.put(PREFIX + "endpointHttpHeaders", httpHeaders);
    }
    return headers;
  }

  private DataverseQuery and(String condition) {
    @Nullable String before = options.get("$filter");
    return option("$filter", before == null ? condition : before + " and " + condition);
  }

  private DataverseQuery option(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(options);
    more.put(name, value);
    return new DataverseQuery(table, row, more, httpHeaders, page);
  }
}
