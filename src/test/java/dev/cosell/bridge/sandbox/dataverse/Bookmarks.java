package dev.cosell.bridge.sandbox.dataverse;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/**
 * The skip and delta tokens that were handed out. A token is worth something only with exactly the
 * query that it was issued for.
 */
final class Bookmarks {

  static final String SKIP = "$skiptoken";
  static final String DELTA = "$deltatoken";

  private final Map<String, Page> pages = new HashMap<>();
  private final Map<String, Point> points = new HashMap<>();
  private final Set<String> expired = new HashSet<>();

  /**
   * Where a page begins.
   *
   * @param entitySet of the query
   * @param options of the query, without the token
   * @param pageSize that was preferred
   * @param last row of the page before
   * @param number of this page, from 1
   * @param version of the organization when the first page was read
   */
  record Page(
      String entitySet,
      Map<String, String> options,
      OptionalInt pageSize,
      Optional<Row> last,
      int number,
      long version) {

    Page after(Row row) {
      return new Page(entitySet, options, pageSize, Optional.of(row), number + 1, version);
    }
  }

  /** A version from which changes are listed, and the query it was issued for. */
  record Point(String entitySet, Map<String, String> options, long version) {}

  /** Keeps a page and gives the query of the link to it; the cookie is encoded twice, as real. */
  String link(String query, Page page) {
    String inner =
        encode("<cookie page=\"" + page.number() + "\" id=\"" + UUID.randomUUID() + "\"/>");
    String cookie =
        "<cookie pagenumber=\"%d\" pagingcookie=\"%s\" istracking=\"False\" />"
            .formatted(page.number(), inner);
    pages.put(cookie, page);
    return joined(query, SKIP + "=" + encode(cookie));
  }

  /** The page behind a request's token; 400 when token, query or page size are not as issued. */
  Page page(String entitySet, Map<String, String> options, OptionalInt pageSize) {
    Page page = pages.get(options.getOrDefault(SKIP, ""));
    boolean same =
        page != null
            && page.entitySet().equals(entitySet)
            && page.options().equals(without(SKIP, options));
    if (page == null || !same) {
      throw DataverseError.query("Malformed paging cookie: follow @odata.nextLink verbatim.");
    }
    if (!page.pageSize().equals(pageSize)) {
      throw DataverseError.query("Follow @odata.nextLink with the same odata.maxpagesize.");
    }
    return page;
  }

  /** Keeps a point and gives the query of the link to the changes after it. */
  String link(String query, Point point) {
    String token = point.version() + "!" + UUID.randomUUID();
    points.put(token, point);
    return joined(query, DELTA + "=" + encode(token));
  }

  /** The point behind a request's token; 400 when it is expired or the query is not as issued. */
  Point point(String entitySet, Map<String, String> options) {
    String token = options.getOrDefault(DELTA, "");
    if (expired.contains(token)) {
      throw new DataverseError(
          400,
          DataverseError.EXPIRED_DELTA,
          "Version stamp associated with the client has expired. Please perform a full sync.");
    }
    Point point = points.get(token);
    if (point == null
        || !point.entitySet().equals(entitySet)
        || !point.options().equals(without(DELTA, options))) {
      throw DataverseError.query("Invalid delta token: follow @odata.deltaLink verbatim.");
    }
    return point;
  }

  /** Lets all delta tokens expire, as after seven days. */
  void expire() {
    expired.addAll(points.keySet());
    points.clear();
  }

  static Map<String, String> without(String name, Map<String, String> options) {
    Map<String, String> fewer = new LinkedHashMap<>(options);
    fewer.remove(name);
    return fewer;
  }

  private static String joined(String query, String pair) {
    return query.isEmpty() ? pair : query + "&" + pair;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
