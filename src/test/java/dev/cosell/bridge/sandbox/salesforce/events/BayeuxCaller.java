package dev.cosell.bridge.sandbox.salesforce.events;

import dev.cosell.bridge.sandbox.http.SandboxRequest;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who sends Bayeux messages, by the request's head.
 *
 * @param version of the API in the path, empty when it is missing
 * @param token the access token, empty without one
 * @param browser the cookie that a handshake sets, a new one when the client has none yet
 * @param hasCookie whether the client sent it
 */
record BayeuxCaller(
    Optional<Integer> version, Optional<String> token, String browser, boolean hasCookie) {

  /** Clients append the kind of the message. */
  private static final Pattern PATH = Pattern.compile("/cometd/(\\d{2})\\.0(?:/[a-z]*)?");

  private static final Pattern TOKEN = Pattern.compile("(?:Bearer|OAuth) (\\S+)");

  static BayeuxCaller of(SandboxRequest request, String cookieName) {
    Matcher path = PATH.matcher(request.path());
    Matcher token = TOKEN.matcher(request.header("Authorization").orElse(""));
    Matcher cookie =
        Pattern.compile(cookieName + "=([^;\\s]+)").matcher(request.header("Cookie").orElse(""));
    boolean hasCookie = cookie.find();
    return new BayeuxCaller(
        path.matches() ? Optional.of(Integer.valueOf(path.group(1))) : Optional.empty(),
        token.matches() ? Optional.of(token.group(1)) : Optional.empty(),
        hasCookie ? cookie.group(1) : UUID.randomUUID().toString(),
        hasCookie);
  }
}
