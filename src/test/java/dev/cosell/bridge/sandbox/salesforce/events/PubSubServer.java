package dev.cosell.bridge.sandbox.salesforce.events;

import dev.cosell.bridge.sandbox.salesforce.oauth.Sessions;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The Pub/Sub API on a loopback port, without encryption. */
final class PubSubServer implements AutoCloseable {

  private static final long TICK_MILLIS = 20;

  private final PubSubService service;
  private final PubSubSessions sessions;
  private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
  private final Server server;

  PubSubServer(
      int port,
      PubSubService service,
      Sessions sessions,
      Supplier<String> instanceUrl,
      Supplier<Duration> keepAlive)
      throws IOException {
    this.service = service;
    this.sessions = new PubSubSessions(sessions, instanceUrl);
    this.server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .addService(ServerInterceptors.intercept(service, this.sessions))
            .build()
            .start();
    var unused =
        ticker.scheduleWithFixedDelay(
            () -> tick(keepAlive.get().toNanos()), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void tick(long keepAliveNanos) {
    service.streams().forEach(stream -> stream.keepAlive(keepAliveNanos));
  }

  int port() {
    return server.getPort();
  }

  List<String> calls() {
    return sessions.calls();
  }

  List<PubSubStream> streams() {
    return service.streams();
  }

  void deliver() {
    streams().forEach(PubSubStream::deliver);
  }

  /** Ends the streams whose token is no longer good. */
  void checkSessions() {
    streams().stream()
        .filter(stream -> !sessions.accepts(stream.token()))
        .forEach(stream -> stream.fail(PubSubRefusal.unauthenticated()));
  }

  void fail(Status status) {
    streams().forEach(stream -> stream.fail(PubSubRefusal.unavailable(status)));
  }

  @Override
  public void close() {
    ticker.shutdownNow();
    server.shutdownNow();
  }
}
