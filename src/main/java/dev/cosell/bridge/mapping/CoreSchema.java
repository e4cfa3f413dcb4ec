package dev.cosell.bridge.mapping;

import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * The words of YAML 1.2, as Camel's routes and editors read them: with 1.1 the country {@code NO}
 * would be a boolean and {@code 2027-01-31} a timestamp.
 */
final class CoreSchema extends Resolver {

  @Override
  protected void addImplicitResolvers() {
    addImplicitResolver(Tag.BOOL, Pattern.compile("true|false"), "tf");
    addImplicitResolver(Tag.INT, Pattern.compile("[-+]?[0-9]+"), "-+0123456789");
    addImplicitResolver(Tag.FLOAT, FLOAT_WORD, "-+0123456789.");
    addImplicitResolver(Tag.NULL, Pattern.compile("~|null|"), "~n\0");
    addImplicitResolver(Tag.NULL, Pattern.compile(""), null);
  }

  private static final Pattern FLOAT_WORD =
      Pattern.compile(
          "[-+]?(?:\\.[0-9]+|[0-9]+\\.[0-9]*)(?:[eE][-+]?[0-9]+)?|[-+]?[0-9]+[eE][-+]?[0-9]+");
}
