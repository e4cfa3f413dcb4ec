package dev.cosell.bridge.tls;

import dev.cosell.bridge.sandbox.webhook.SigningIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** Counts what clients entrust to a server with a certain certificate; each answer is 503. */
final class TlsServer implements AutoCloseable {

  private static final byte[] ANSWER =
      "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private final SSLServerSocket socket;
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger received = new AtomicInteger();

  TlsServer(SigningIdentity identity) {
    try {
      socket =
          (SSLServerSocket)
              context(identity)
                  .getServerSocketFactory()
                  .createServerSocket(0, 50, InetAddress.getByName("localhost"));
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
      socket.setSSLParameters(parameters);
    } catch (IOException | GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
    Thread thread = new Thread(this::serve, "tls-server");
    thread.setDaemon(true);
    thread.start();
  }

  private static SSLContext context(SigningIdentity identity)
      throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry(
        "server", identity.key(), new char[0], new Certificate[] {identity.certificate()});
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(keys, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  /** Where it listens, by name. */
  URI url() {
    return URI.create("https://localhost:" + socket.getLocalPort());
  }

  /** How many clients came. */
  int connections() {
    return connections.get();
  }

  /** How many bytes of requests they sent. */
  int received() {
    return received.get();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (SSLSocket client = (SSLSocket) socket.accept()) {
        connections.incrementAndGet();
        client.setSoTimeout(5_000);
        answer(client);
      } catch (IOException refusedByTheClient) {
        // as it should be
      }
    }
  }

  private void answer(SSLSocket client) throws IOException {
    InputStream request = client.getInputStream();
    int read = request.read(new byte[8192]);
    if (read > 0) {
      received.addAndGet(read);
      client.getOutputStream().write(ANSWER);
      client.getOutputStream().flush();
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException unlikely) {
      throw new UncheckedIOException(unlikely);
    }
  }
}
