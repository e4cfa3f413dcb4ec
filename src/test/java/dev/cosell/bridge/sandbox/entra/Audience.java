package dev.cosell.bridge.sandbox.entra;

import java.util.Arrays;
import java.util.Optional;

/** The resource that a scope stands for. */
final class Audience {

  private static final String DEFAULT = "/.default";

  private Audience() {}

  /** The audience of the first {@code .default} scope in a blank-separated list. */
  static Optional<String> ofScopes(String scopes) {
    return Arrays.stream(scopes.trim().split(" +", -1))
        .filter(scope -> scope.endsWith(DEFAULT) && scope.length() > DEFAULT.length())
        .findFirst()
        .map(Audience::of);
  }

  /** The audience of a scope or an audience; a trailing slash does not make another one. */
  static String of(String scopeOrAudience) {
    String audience =
        scopeOrAudience.endsWith(DEFAULT)
            ? scopeOrAudience.substring(0, scopeOrAudience.length() - DEFAULT.length())
            : scopeOrAudience;
    return audience.replaceAll("/+$", "");
  }
}
