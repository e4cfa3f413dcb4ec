package dev.cosell.bridge.partnercenter;

import dev.cosell.bridge.remote.Permit;
import dev.cosell.bridge.remote.SystemGate;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RetryAfter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.jspecify.annotations.Nullable;

/**
 * One call to Partner Center, which passes its gate. The answer is read to its end within, so that
 * one that is cut off counts as none.
 */
final class GatedCall implements ExecChainHandler {

  private static final Set<Integer> REFUSALS = Set.of(401, 403);

  private final SystemGate gate;

  GatedCall(SystemGate gate) {
    this.gate = gate;
  }

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    try (Permit permit = gate.enter()) {
      ClassicHttpResponse answer = answered(request, scope, chain, permit);
      tell(answer, scope.clientContext.getRequest(), permit);
      return answer;
    }
  }

  private static ClassicHttpResponse answered(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain, Permit permit)
      throws IOException, HttpException {
    try {
      ClassicHttpResponse answer = chain.proceed(request, scope);
      HttpEntity body = answer.getEntity();
      if (body != null) {
        answer.setEntity(
            new ByteArrayEntity(
                EntityUtils.toByteArray(body),
                ContentType.parseLenient(body.getContentType()),
                body.getContentEncoding()));
      }
      return answer;
    } catch (RemoteFailure noToken) {
      permit.noToken(noToken);
      throw noToken;
    } catch (IOException | HttpException broken) {
      permit.unanswered(broken);
      throw broken;
    }
  }

  private static void tell(ClassicHttpResponse answer, @Nullable HttpRequest sent, Permit permit)
      throws IOException {
    if (REFUSALS.contains(answer.getCode()) && PartnerCenterFailures.isWithoutMfa(text(answer))) {
      permit.lockedOut(PartnerCenterFailures.NO_MFA);
      return;
    }
    permit.answered(answer.getCode(), RetryAfter.of(header(answer), Instant.now()), token(sent));
  }

  private static String text(ClassicHttpResponse answer) throws IOException {
    HttpEntity body = answer.getEntity();
    return body == null ? "" : new String(body.getContent().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static @Nullable String header(ClassicHttpResponse answer) {
    Header header = answer.getFirstHeader("Retry-After");
    return header == null ? null : header.getValue();
  }

  private static String token(@Nullable HttpRequest sent) {
    Header header =
        sent == null ? null : sent.getFirstHeader(PartnerCenterConnections.AUTHORIZATION);
    return header == null ? "" : header.getValue();
  }
}
