package dev.cosell.bridge.partnercenter.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The hosts that a signing certificate may come from: Microsoft's sample trusts any, we do not. */
final class CertificateHosts {

  private static final Pattern ENTRY =
      Pattern.compile("([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:.]+])(:[0-9]{1,5})?");
  private static final int LONGEST_URL = 2048;

  private final Set<String> hosts;
  private final boolean allowHttp;

  /**
   * Takes the list as the operator wrote it.
   *
   * @throws IllegalArgumentException when an entry is neither host nor host:port
   */
  CertificateHosts(Collection<String> hosts, boolean allowHttp) {
    this.hosts = hosts.stream().map(CertificateHosts::entry).collect(Collectors.toSet());
    this.allowHttp = allowHttp;
  }

  /**
   * The address in normal form.
   *
   * @param url what the request names
   * @throws WebhookRefused with 403 for every other address, and for every spelling that two
   *     parsers might read differently
   */
  URI allowed(String url) {
    URI parsed = parsed(url);
    @Nullable String host = parsed.getHost();
    if (host == null
        || parsed.getRawUserInfo() != null
        || parsed.getRawFragment() != null
        || parsed.getRawAuthority().indexOf('%') >= 0) {
      throw oddUrl();
    }
    String scheme = parsed.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !(allowHttp && scheme.equals("http"))) {
      throw WebhookRefused.forbidden("the certificate must come by https");
    }
    return listed(scheme, host.toLowerCase(Locale.ROOT), parsed);
  }

  private URI listed(String scheme, String host, URI parsed) {
    int defaultPort = scheme.equals("https") ? 443 : 80;
    int port = parsed.getPort() < 0 ? defaultPort : parsed.getPort();
    if (!hosts.contains(host + ":" + port) && !(port == defaultPort && hosts.contains(host))) {
      throw WebhookRefused.forbidden("certificate host not allowed: " + shortened(host, port));
    }
    String path = parsed.getRawPath().isEmpty() ? "/" : parsed.getRawPath();
    String query = parsed.getRawQuery() == null ? "" : "?" + parsed.getRawQuery();
    String authority = port == defaultPort ? host : host + ":" + port;
    return URI.create(scheme + "://" + authority + path + query);
  }

  private static URI parsed(String url) {
    boolean plain = url.chars().allMatch(character -> character > ' ' && character < 0x7f);
    if (!plain || url.length() > LONGEST_URL || url.indexOf('\\') >= 0) {
      throw oddUrl();
    }
    try {
      URI parsed = new URI(url);
      if (parsed.getScheme() != null) {
        return parsed;
      }
      throw oddUrl();
    } catch (URISyntaxException malformed) {
      throw oddUrl();
    }
  }

  private static String entry(String host) {
    String entry = host.strip().toLowerCase(Locale.ROOT);
    if (!ENTRY.matcher(entry).matches()) {
      throw new IllegalArgumentException(
          "not a certificate host, write host or host:port: '" + host + "'");
    }
    return entry;
  }

  private static WebhookRefused oddUrl() {
    return WebhookRefused.forbidden("the certificate URL is not a plain address");
  }

  private static String shortened(String host, int port) {
    return (host.length() > 100 ? host.substring(0, 100) + "..." : host) + ":" + port;
  }
}
