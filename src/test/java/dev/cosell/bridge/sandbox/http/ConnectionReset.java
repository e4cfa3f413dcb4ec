package dev.cosell.bridge.sandbox.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/**
 * Ends a connection as a machine does that died or a firewall that forgot it: by RST, and not by
 * FIN as every orderly close. The JDK's server does not show its sockets, so that the JVM has to be
 * started with {@code --add-opens jdk.httpserver/sun.net.httpserver=ALL-UNNAMED}.
 */
final class ConnectionReset {

  private ConnectionReset() {}

  static void of(HttpExchange exchange) throws IOException {
    if (!(field(field(field(exchange, "impl"), "connection"), "chan")
        instanceof SocketChannel socket)) {
      throw new IllegalStateException("the JDK's server is another one");
    }
    socket.setOption(StandardSocketOptions.SO_LINGER, 0);
    socket.close();
    exchange.close();
  }

  private static Object field(Object owner, String name) {
    try {
      Field field = owner.getClass().getDeclaredField(name);
      field.setAccessible(true);
      return field.get(owner);
    } catch (ReflectiveOperationException otherJdk) {
      throw new IllegalStateException("the JDK's server is another one", otherJdk);
    }
  }
}
