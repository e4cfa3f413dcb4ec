package dev.cosell.bridge.dynamics;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Text inside an OData address: the one place that doubles quotes and percent-encodes. */
final class ODataText {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private ODataText() {}

  /** A string literal: O'Brien &amp; Söhne becomes {@code 'O%27%27Brien%20%26%20S%C3%B6hne'}. */
  static String literal(String value) {
    return "'" + encoded(value.replace("'", "''")) + "'";
  }

  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
  }

  /**
   * A table's, column's or action's name; anything else could change the meaning of the address.
   */
  static String name(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("Not a name of Dataverse: " + name);
    }
    return name;
  }
}
