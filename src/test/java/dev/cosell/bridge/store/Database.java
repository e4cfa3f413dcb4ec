package dev.cosell.bridge.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** The databases on which the bridge runs. */
public enum Database {
  /** The embedded database with the product's own address. */
  H2_FILE {
    @Override
    String newUrl(Path folder) {
      return H2_PLAIN.newUrl(folder) + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
    }
  },
  /** The embedded database with an operator's address that says nothing more. */
  H2_PLAIN {
    @Override
    String newUrl(Path folder) {
      return "jdbc:h2:file:" + folder.resolve("store-" + COUNT.incrementAndGet());
    }
  },
  /** A real PostgreSQL. */
  POSTGRESQL {
    @Override
    String newUrl(Path folder) {
      String name = "store_" + COUNT.incrementAndGet();
      try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE DATABASE " + name);
      } catch (SQLException broken) {
        throw new IllegalStateException(broken);
      }
      return Server.RUNNING.getJdbcUrl("postgres", name);
    }
  };

  private static final AtomicInteger COUNT = new AtomicInteger();

  /** The address of a new, empty database, which is kept in this folder if it is embedded. */
  abstract String newUrl(Path folder);

  /** One server for all tests, started when the first of them needs it. */
  private static final class Server {

    static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().setServerConfig("max_connections", "100").start();
      } catch (IOException notStarted) {
        throw new UncheckedIOException(notStarted);
      }
    }
  }
}
