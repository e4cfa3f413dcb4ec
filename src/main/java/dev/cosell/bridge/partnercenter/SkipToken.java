package dev.cosell.bridge.partnercenter;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The only thing that is taken out of a link to the next page. The link itself is never followed:
 * published ones are plain http and lack a part of the path, and a token must not go to a host that
 * an answer names.
 */
final class SkipToken {

  private static final Pattern TOKEN =
      Pattern.compile("[?&](?:\\$|%24)skiptoken=([^&#]*)", Pattern.CASE_INSENSITIVE);

  private SkipToken() {}

  /** The token of a link, decoded; empty when it has none. */
  static Optional<String> of(String nextLink) {
    Matcher token = TOKEN.matcher(nextLink);
    return token.find() && !token.group(1).isEmpty() ? decoded(token.group(1)) : Optional.empty();
  }

  private static Optional<String> decoded(String token) {
    try {
      // base64 that nobody encoded: a plus is a plus
      return Optional.of(URLDecoder.decode(token.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notEncoded) {
      return Optional.of(token);
    }
  }

  /** A value of a query. */
  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
