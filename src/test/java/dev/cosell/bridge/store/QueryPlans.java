package dev.cosell.bridge.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Asks PostgreSQL how it will run each query that passes through, with the very values of that
 * query: so the plans are those of the product's own SQL, not of a copy in a test.
 */
public final class QueryPlans {

  private final List<String> plans = new CopyOnWriteArrayList<>();

  /** The plans of what this query asks. */
  public List<String> of(Runnable query) {
    plans.clear();
    query.run();
    return List.copyOf(plans);
  }

  /** The same connections, watched. */
  public DataSource watch(DataSource source) {
    return proxy(
        DataSource.class,
        source,
        (method, result) -> result instanceof Connection connection ? watch(connection) : result);
  }

  private Connection watch(Connection connection) {
    return proxy(
        Connection.class,
        connection,
        (method, result) ->
            result instanceof PreparedStatement statement ? watch(connection, statement) : result);
  }

  private PreparedStatement watch(Connection connection, PreparedStatement statement) {
    return proxy(
        PreparedStatement.class,
        statement,
        (method, result) -> {
          if (method.equals("executeQuery")) {
            plans.add(plan(connection, statement));
          }
          return result;
        });
  }

  /** PostgreSQL's driver shows a statement with its values filled in. */
  private static String plan(Connection connection, PreparedStatement statement)
      throws SQLException {
    String filledIn = statement.unwrap(PreparedStatement.class).toString();
    String sql = filledIn.replaceFirst("^.* wrapping ", "");
    StringBuilder plan = new StringBuilder(sql);
    try (Statement explaining = connection.createStatement();
        ResultSet lines = explaining.executeQuery("EXPLAIN " + sql)) {
      while (lines.next()) {
        plan.append('\n').append(lines.getString(1));
      }
    }
    return plan.toString();
  }

  private interface Watcher {
    @Nullable Object after(String method, @Nullable Object result) throws SQLException;
  }

  private static <T> T proxy(Class<T> type, T target, Watcher watcher) {
    return type.cast(
        Proxy.newProxyInstance(
            QueryPlans.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              try {
                return watcher.after(method.getName(), method.invoke(target, arguments));
              } catch (InvocationTargetException failure) {
                throw failure.getCause() == null ? failure : failure.getCause();
              }
            }));
  }
}
