package dev.cosell.bridge.secret;

import java.util.List;
import java.util.regex.Pattern;

/** What looks like a secret, although nobody knows it here. */
final class SecretShapes {

  private record Shape(Pattern pattern, String replacement) {}

  private static final List<Shape> SHAPES =
      List.of(
          // credentials of a request; the plain words "Basic authentication" stay
          shape("(?i)\\b(Bearer|Basic|Digest|Signature)\\s+(?=\\S*\\d)[\\w.~+/=!:-]{8,}", "$1 ***"),
          shape("(?i)\\b(Bearer|Basic|Digest|Signature)\\s+[\\w.~+/=!:-]{24,}", "$1 ***"),
          // a JSON web token, with or without its signature
          shape("\\beyJ[\\w-]{6,}\\.[\\w-]+(?:\\.[\\w-]*)*", "***"),
          // a session of Salesforce
          shape("\\b00D\\w{12,15}![\\w.]{16,}", "***"),
          // parameters, headers and JSON, each by its name
          shape(
              "(?i)(client_secret|client_assertion|refresh_token|access_?token|id_token|session_?id"
                  + "|passw(?:or)?d|[?&]sig)([\"']?\\s*[=:]\\s*[\"']?)[^\\s\"'&,;}\\]]{4,}",
              "$1$2***"),
          shape(
              "(?i)\\b((?:proxy-)?authorization|x-ms-signature|(?:set-)?cookie)"
                  + "([\"']?\\s*[=:]\\s*[\"'\\[]?)(?:\\w+\\s+)?[^\\s\"',;]{12,}",
              "$1$2***"),
          // user and password of an address
          shape("://[^/\\s:@\"']+:[^/\\s@\"']+@", "://***@"),
          // nothing that a person reads is so long without a break
          shape("[\\w+=~-]{80,}", "***"));

  private SecretShapes() {}

  static String masked(String text) {
    String masked = text;
    for (Shape shape : SHAPES) {
      masked = shape.pattern().matcher(masked).replaceAll(shape.replacement());
    }
    return masked;
  }

  private static Shape shape(String pattern, String replacement) {
    return new Shape(Pattern.compile(pattern), replacement);
  }
}
