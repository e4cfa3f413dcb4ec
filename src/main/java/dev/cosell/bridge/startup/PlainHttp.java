package dev.cosell.bridge.startup;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;

/**
 * Looks for addresses that would be called without encryption: tokens and secrets would travel for
 * everybody to read. Only this machine itself may be called so.
 */
final class PlainHttp {

  private static final String SETTING = "cosell.allow-plain-http";
  private static final String PUB_SUB = "cosell.salesforce.pub-sub-address";

  private PlainHttp() {}

  /** One sentence for each such address, unless the operator allows them. */
  static List<String> mistakes(Binder settings, List<String> addresses) {
    List<String> names = new ArrayList<>(addresses);
    names.add(PUB_SUB);
    boolean isAllowed = settings.bind(SETTING, Boolean.class).orElse(false);
    return isAllowed
        ? List.of()
        : names.stream()
            .filter(name -> isPlain(settings.bind(name, String.class).orElse("").strip()))
            .map(PlainHttp::mistake)
            .toList();
  }

  private static String mistake(String name) {
    return name
        + " is an http address of another machine: tokens would travel unencrypted. Take https; "
        + SETTING
        + "=true allows it, for a simulator in a network of its own";
  }

  private static boolean isPlain(String address) {
    try {
      URI uri = URI.create(address);
      return "http".equalsIgnoreCase(uri.getScheme()) && !isLoopback(uri.getHost());
    } catch (IllegalArgumentException namedElsewhere) {
      return false;
    }
  }

  /** By its name or number alone: what a name resolves to may be another machine tomorrow. */
  private static boolean isLoopback(@Nullable String host) {
    return host != null
        && host.toLowerCase(Locale.ROOT)
            .matches("localhost|127(\\.\\d{1,3}){3}|\\[(::1|0:0:0:0:0:0:0:1)]");
  }
}
