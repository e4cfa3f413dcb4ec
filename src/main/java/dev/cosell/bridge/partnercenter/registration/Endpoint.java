package dev.cosell.bridge.partnercenter.registration;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The address that notifications are sent to.
 *
 * @param url as it is registered
 */
record Endpoint(String url) {

  private static final String ENTRY = "/webhooks/partner-center";
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /** The entry behind this address: an address that has a path is taken for the entry itself. */
  static Endpoint behind(URI publicUrl) {
    String path = publicUrl.getRawPath();
    boolean isHostOnly = path == null || path.isEmpty() || path.equals("/");
    return new Endpoint(
        isHostOnly && publicUrl.getRawQuery() == null
            ? publicUrl.toString().replaceAll("/+$", "") + ENTRY
            : publicUrl.toString());
  }

  /** Whether this is the same address, however it is written. */
  boolean is(String other) {
    return normal(url).equals(normal(other));
  }

  /** The address for people. */
  String shown() {
    return shown(url);
  }

  /** Any address for people: what stands behind the question mark may be a key. */
  static String shown(String address) {
    String withoutUser = address.replaceFirst("^(\\w+://)[^/@]*@", "$1");
    int question = withoutUser.indexOf('?');
    return question < 0 ? withoutUser : withoutUser.substring(0, question) + "?…";
  }

  private static String normal(String address) {
    try {
      URI uri = new URI(address.strip());
      if (uri.getHost() == null || uri.getScheme() == null) {
        return address.strip();
      }
      String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
      return scheme
          + "://"
          + uri.getHost().toLowerCase(Locale.ROOT)
          + ":"
          + port(uri.getPort(), scheme)
          + text(uri.getRawPath()).replaceAll("/+$", "")
          + "?"
          + text(uri.getRawQuery());
    } catch (URISyntaxException notAnAddress) {
      return address.strip();
    }
  }

  private static int port(int given, String scheme) {
    if (given >= 0) {
      return given;
    }
    return scheme.equals("https") ? HTTPS : HTTP;
  }

  private static String text(@Nullable String part) {
    return part == null ? "" : part;
  }
}
