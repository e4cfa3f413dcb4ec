package dev.cosell.bridge.dynamics;

import java.util.concurrent.TimeUnit;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.impl.nio.client.CloseableHttpAsyncClient;
import org.apache.http.impl.nio.client.HttpAsyncClientBuilder;

/** Builds the HTTP client: no redirects, no cookies, every wait bounded. */
final class DataverseClientBuilder extends HttpAsyncClientBuilder {

  // Azure's load balancers silently forget a connection that is idle for four minutes.
  private static final long IDLE_MILLIS = TimeUnit.MINUTES.toMillis(1);

  private final DataverseConnection connection;
  private final Continuation continuation;

  DataverseClientBuilder(DataverseConnection connection, Continuation continuation) {
    this.connection = connection;
    this.continuation = continuation;
    setDefaultRequestConfig(timeouts(connection.limits()));
    setMaxConnPerRoute(connection.limits().connections());
    setMaxConnTotal(connection.limits().connections());
    setKeepAliveStrategy((response, context) -> IDLE_MILLIS);
    disableCookieManagement();
    disableAuthCaching();
  }

  private static RequestConfig timeouts(DataverseLimits limits) {
    int socket = (int) limits.timeOuts().answer().toMillis();
    return RequestConfig.custom()
        .setConnectTimeout((int) limits.timeOuts().connect().toMillis())
        .setConnectionRequestTimeout(socket)
        .setSocketTimeout(socket)
        .setRedirectsEnabled(false)
        .setAuthenticationEnabled(false)
        .build();
  }

  @Override
  public CloseableHttpAsyncClient build() {
    return new DataverseClient(super.build(), connection, continuation);
  }
}
