package dev.cosell.bridge.link;

import jakarta.annotation.PostConstruct;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/**
 * Makes a commit of the embedded database durable at once. H2 writes up to half a second later
 * unless it is told otherwise, and an operator's own address of the database may not tell it.
 */
@Component
class EmbeddedDatabase {

  private final DataSource store;

  EmbeddedDatabase(DataSource store) {
    this.store = store;
  }

  @PostConstruct
  void writeWithoutDelay() throws SQLException {
    try (Connection connection = store.getConnection();
        Statement statement = connection.createStatement()) {
      if ("H2".equals(connection.getMetaData().getDatabaseProductName())) {
        statement.execute("SET WRITE_DELAY 0");
      }
    }
  }
}
