package dev.cosell.bridge.salesforce;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that answers with any bytes and then closes the connection, as no HTTP server would. */
final class RawServer implements AutoCloseable {

  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");

  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Answers answers;

  /** What is written for a request; the connection is closed behind it. */
  @FunctionalInterface
  interface Answers {
    byte[] to(String request) throws InterruptedException;
  }

  RawServer(Answers answers) throws IOException {
    this.answers = answers;
    threads.execute(this::accept);
  }

  /** Answers each request with this text. */
  static RawServer saying(String answer) throws IOException {
    byte[] bytes = answer.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    return new RawServer(request -> bytes);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  /** Head and body of each request. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        threads.execute(() -> answer(connection));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void answer(Socket connection) {
    try (connection) {
      String request = request(new BufferedInputStream(connection.getInputStream()));
      if (!request.isEmpty()) {
        requests.add(request);
        OutputStream out = connection.getOutputStream();
        out.write(answers.to(request));
        out.flush();
      }
    } catch (IOException gone) {
      // the other side went away
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private static String request(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int letter = in.read();
      if (letter < 0) {
        return "";
      }
      head.write(letter);
    }
    String text = head.toString(StandardCharsets.UTF_8);
    Matcher length = LENGTH.matcher(text);
    byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
    return text + new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
    threads.shutdownNow();
  }
}
