package dev.cosell.bridge.remote;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that leaves its clients waiting for as long as they like. */
public final class StallingServer implements AutoCloseable {

  private static final Duration SOON = Duration.ofMillis(200);
  private static final Duration LATE = Duration.ofMinutes(1);

  /** Where it stops. */
  public enum Moment {
    /** It takes no connection any more, and refuses none. */
    BEFORE_THE_CONNECTION,
    /** It takes the request and says nothing. */
    BEFORE_THE_ANSWER,
    /** It says that the answer has 99 bytes, and sends one. */
    WITHIN_THE_ANSWER;

    /** Those of a client that gives up soon at this moment, and at no other one. */
    public TimeOuts timeOuts() {
      return this == BEFORE_THE_CONNECTION ? new TimeOuts(SOON, LATE) : new TimeOuts(LATE, SOON);
    }
  }

  private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final Moment moment;

  /** Starts it. */
  public StallingServer(Moment moment) throws IOException {
    this.moment = moment;
    if (moment == Moment.BEFORE_THE_CONNECTION) {
      fill();
    } else {
      threads.execute(this::accept);
    }
  }

  /** Its address, without a slash at its end. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  /** Nobody accepts: when the queue is full, further clients are left without a word. */
  private void fill() throws IOException {
    while (true) {
      Socket waiting = new Socket();
      open.add(waiting);
      try {
        waiting.connect(
            new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort()),
            (int) SOON.toMillis());
      } catch (SocketTimeoutException full) {
        return;
      }
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = socket.accept();
        open.add(client);
        threads.execute(() -> stall(client));
      }
    } catch (IOException closed) {
      // the end of the test
    }
  }

  private void stall(Socket client) {
    try {
      boolean hasAsked = client.getInputStream().read() >= 0;
      if (hasAsked && moment == Moment.WITHIN_THE_ANSWER) {
        String beginning =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{";
        client.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().flush();
      }
    } catch (IOException gone) {
      // the client has had enough
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket client : open) {
      client.close();
    }
    threads.shutdownNow();
  }
}
