package dev.cosell.bridge.partnercenter.webhook;

import dev.cosell.bridge.remote.TimeOuts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Downloads certificates: no redirects, no cookies, no proxy, no repeats, at most 64 KB, and no
 * longer in all than a connection and a silence may take.
 */
public final class HttpCertificateFetcher implements CertificateFetcher, AutoCloseable {

  private static final int SIZE_LIMIT = 64 * 1024;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int REQUEST_TIMEOUT = 408;

  private final CloseableHttpClient client;
  private final Executor atDeadline;

  /** Fetches from public addresses only, unless the settings are those of a local sandbox. */
  public HttpCertificateFetcher(WebhookSecurity security, TimeOuts timeOuts) {
    this(
        security.allowHttpCertificates()
            ? SystemDefaultDnsResolver.INSTANCE
            : new PublicAddresses(InetAddress::getAllByName),
        timeOuts);
  }

  HttpCertificateFetcher(DnsResolver names, TimeOuts timeOuts) {
    this.client = client(connections(names, timeOuts), Timeout.of(timeOuts.answer()));
    this.atDeadline =
        CompletableFuture.delayedExecutor(
            timeOuts.connect().plus(timeOuts.answer()).toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public byte[] fetch(URI address) {
    HttpGet request = new HttpGet(address);
    // A server that sends one byte every few seconds never exceeds the time limit of one read.
    CompletableFuture<Void> deadline = CompletableFuture.runAsync(request::abort, atDeadline);
    try {
      return client.execute(request, response -> fileOrAbort(response, request));
    } catch (PublicAddresses.AddressNotPublic ownNetwork) {
      throw WebhookRefused.forbidden("the certificate host's address is not public");
    } catch (IOException unreachable) {
      throw WebhookRefused.unavailable(
          "the certificate host cannot be reached: " + unreachable.getClass().getSimpleName());
    } finally {
      deadline.cancel(false);
    }
  }

  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
  }

  /**
   * Without the abort the client would read a refused answer to its end, to keep the connection.
   */
  private static byte[] fileOrAbort(ClassicHttpResponse response, HttpGet request)
      throws IOException {
    try {
      return file(response);
    } catch (WebhookRefused refused) {
      request.abort();
      throw refused;
    }
  }

  private static byte[] file(ClassicHttpResponse response) throws IOException {
    int status = response.getCode();
    if (status >= 500 || status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT) {
      throw WebhookRefused.unavailable("the certificate host answers " + status);
    }
    @Nullable HttpEntity entity = response.getEntity();
    if (status != 200 || entity == null) {
      throw WebhookRefused.unauthorized("there is no certificate: its host answers " + status);
    }
    byte[] file =
        entity.getContentLength() > SIZE_LIMIT
            ? new byte[SIZE_LIMIT + 1]
            : entity.getContent().readNBytes(SIZE_LIMIT + 1);
    if (file.length > SIZE_LIMIT) {
      throw WebhookRefused.unauthorized("the certificate is larger than " + SIZE_LIMIT + " bytes");
    }
    return file;
  }

  private static HttpClientConnectionManager connections(DnsResolver names, TimeOuts timeOuts) {
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setDnsResolver(names)
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(timeOuts.connect()))
                .setSocketTimeout(Timeout.of(timeOuts.answer()))
                .build())
        .build();
  }

  private static CloseableHttpClient client(
      HttpClientConnectionManager connections, Timeout answer) {
    RequestConfig limits =
        RequestConfig.custom()
            .setResponseTimeout(answer)
            .setConnectionRequestTimeout(answer)
            .build();
    return HttpClients.custom()
        .setConnectionManager(connections)
        .setDefaultRequestConfig(limits)
        .setUserAgent("cosell-bridge")
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .build();
  }
}
