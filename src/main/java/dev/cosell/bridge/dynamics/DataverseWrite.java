package dev.cosell.bridge.dynamics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The headers of a {@code dataverse:create}, {@code dataverse:patch} or {@code dataverse:action};
 * the columns travel in the body.
 *
 * @param resourcePath below the service root
 * @param httpHeaders of the request
 */
public record DataverseWrite(String resourcePath, Map<String, String> httpHeaders)
    implements DataverseCall {

  /** A new row for {@code dataverse:create}. */
  public static DataverseWrite create(String table) {
    return new DataverseWrite(ODataText.name(table), Map.of());
  }

  /**
   * Columns of a row for {@code dataverse:patch}. Without a condition it is an upsert: a row that
   * is gone is created again.
   */
  public static DataverseWrite patch(String table, DataverseKey key) {
    return new DataverseWrite(key.in(table), Map.of());
  }

  /** An unbound action such as {@code WinOpportunity} for {@code dataverse:action}. */
  public static DataverseWrite action(String name) {
    return new DataverseWrite(ODataText.name(name), Map.of());
  }

  /** An action on one row, such as {@code QualifyLead} on a lead, for {@code dataverse:action}. */
  public static DataverseWrite action(String table, DataverseKey key, String name) {
    return new DataverseWrite(
        key.in(table) + "/Microsoft.Dynamics.CRM." + ODataText.name(name), Map.of());
  }

  /** Only while the row still has this version, such as {@code W/"1001"}; else stale. */
  public DataverseWrite ifVersion(String etag) {
    return with("If-Match", etag);
  }

  /** Never creates: a missing row answers 404. */
  public DataverseWrite ifPresent() {
    return with("If-Match", "*");
  }

  /** Never updates: an existing row answers 412, stale. */
  public DataverseWrite ifAbsent() {
    return with("If-None-Match", "*");
  }

  /** Asks for the row as it is after the write, with these columns; without any, all of them. */
  public DataverseWrite returning(String... columns) {
    String select = Stream.of(columns).map(ODataText::name).collect(Collectors.joining(","));
    return new DataverseWrite(
            select.isEmpty() ? resourcePath : resourcePath + "?$select=" + select, httpHeaders)
        .with("Prefer", "return=representation");
  }

  /** Lets the environment's duplicate detection rules refuse the write. */
  public DataverseWrite detectingDuplicates() {
    return with("MSCRM.SuppressDuplicateDetection", "false");
  }

  @Override
  public Map<String, Object> headers() {
    return httpHeaders.isEmpty()
        ? Map.of(PREFIX + "resourcePath", resourcePath)
        : Map.of(
            PREFIX + "resourcePath", resourcePath, PREFIX + "endpointHttpHeaders", httpHeaders);
  }

  private DataverseWrite with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(httpHeaders);
    more.put(header, value);
    return new DataverseWrite(resourcePath, more);
  }
}
