package dev.cosell.bridge.startup;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks where Partner Center shall reach the service, if it is told. */
final class PublicAddress {

  static final String SETTING = "cosell.partner-center.webhook.public-url";

  private static final Pattern LOCAL =
      Pattern.compile("localhost|127(?:\\.\\d{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");

  private PublicAddress() {}

  /** What is wrong with it; nothing of the value, which may hold a key. */
  static Optional<String> mistake(String address) {
    return address.isEmpty() || isReachable(address)
        ? Optional.empty()
        : Optional.of(
            SETTING
                + " has to be an https address at which Partner Center reaches this service, such as"
                + " https://cosell.example.com, without user and fragment; http is only for"
                + " localhost. Empty, the webhook is not registered");
  }

  private static boolean isReachable(String address) {
    try {
      URI uri = URI.create(address);
      return uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getFragment() == null
          && ("https".equalsIgnoreCase(uri.getScheme())
              || ("http".equalsIgnoreCase(uri.getScheme())
                  && LOCAL.matcher(uri.getHost()).matches()));
    } catch (IllegalArgumentException notAnAddress) {
      return false;
    }
  }
}
