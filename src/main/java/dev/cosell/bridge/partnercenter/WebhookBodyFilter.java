package dev.cosell.bridge.partnercenter;

import dev.cosell.bridge.partnercenter.webhook.BodyLimit;
import dev.cosell.bridge.partnercenter.webhook.WebhookRefused;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits the size of notifications before anything else reads them: the HTTP consumer of the route
 * would take in a body of any size before its first step.
 */
final class WebhookBodyFilter extends OncePerRequestFilter {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookBodyFilter.class);

  private final BodyLimit limit;

  WebhookBodyFilter(BodyLimit limit) {
    this.limit = limit;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    byte[] body;
    try {
      body = limit.read(request.getInputStream(), request.getContentLengthLong());
    } catch (WebhookRefused tooLarge) {
      LOG.warn("notification refused with {}: {}", tooLarge.status(), tooLarge.reason());
      response.setStatus(tooLarge.status());
      return;
    }
    chain.doFilter(new ReadBody(request, body), response);
  }

  private static final class ReadBody extends HttpServletRequestWrapper {

    private final byte[] body;

    ReadBody(HttpServletRequest request, byte[] body) {
      super(request);
      this.body = body;
    }

    @Override
    public ServletInputStream getInputStream() {
      return new ReadStream(new ByteArrayInputStream(body));
    }
  }

  private static final class ReadStream extends ServletInputStream {

    private final ByteArrayInputStream body;

    ReadStream(ByteArrayInputStream body) {
      this.body = body;
    }

    @Override
    public int read() {
      return body.read();
    }

    @Override
    public int read(byte[] into, int from, int length) {
      return body.read(into, from, length);
    }

    @Override
    public boolean isFinished() {
      return body.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException("the body is read already");
    }
  }
}
