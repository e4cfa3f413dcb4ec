package dev.cosell.bridge.secret;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The secrets of this process. What the bridge did not write itself, such as the words of a remote
 * refusal, and every line of the log has them masked, by their value where it is known and by their
 * shape where it is not.
 *
 * <p>They are known to the whole process, because the log is older than any bean.
 */
public final class Secrets {

  /** What stands where a secret was. */
  public static final String MASK = "***";

  /** A shorter one would be found within ordinary words. */
  private static final int SHORTEST = 8;

  /** Tokens live for an hour or so; each system has one, and some nodes' are met in answers. */
  private static final int MOST_ISSUED = 64;

  private static final Set<String> CONFIGURED = ConcurrentHashMap.newKeySet();
  private static final List<String> ISSUED = new CopyOnWriteArrayList<>();

  private Secrets() {}

  /** Masks this secret of the settings from now on. */
  public static void configured(String secret) {
    if (secret.length() >= SHORTEST) {
      CONFIGURED.add(secret);
      CONFIGURED.add(encoded(secret));
    }
  }

  /** Masks this token from now on, until many others were issued. */
  public static synchronized void issued(String token) {
    if (token.length() < SHORTEST || ISSUED.contains(token)) {
      return;
    }
    ISSUED.add(token);
    if (ISSUED.size() > MOST_ISSUED) {
      ISSUED.remove(0);
    }
  }

  /** The text without any secret. */
  public static String masked(String text) {
    String masked = text;
    for (String secret : CONFIGURED) {
      masked = masked.replace(secret, MASK);
    }
    for (String token : ISSUED) {
      masked = masked.replace(token, MASK).replace(encoded(token), MASK);
    }
    return SecretShapes.masked(masked);
  }

  private static String encoded(String secret) {
    return URLEncoder.encode(secret, StandardCharsets.UTF_8);
  }
}
