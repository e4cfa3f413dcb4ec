package dev.cosell.bridge.sandbox.http;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A fault that the next matching requests meet.
 *
 * @param method verb it applies to, null for any
 * @param path regular expression that must be found in the path, null for any
 * @param status status to answer with; 0 cuts the connection instead
 * @param headers extra headers of that answer, for example Retry-After
 * @param body body of that answer
 * @param times how many requests it hits before it is used up
 * @param afterSuccess true: the request is carried out first and only its answer is lost
 * @param delayMillis wait before the answer
 */
public record Fault(
    @Nullable String method,
    @Nullable String path,
    int status,
    @Nullable Map<String, String> headers,
    @Nullable String body,
    int times,
    boolean afterSuccess,
    long delayMillis) {

  boolean hits(SandboxRequest request) {
    return (method == null || method.equalsIgnoreCase(request.method()))
        && (path == null || Pattern.compile(path).matcher(request.path()).find());
  }

  Fault usedOnce() {
    return new Fault(method, path, status, headers, body, times - 1, afterSuccess, delayMillis);
  }
}
