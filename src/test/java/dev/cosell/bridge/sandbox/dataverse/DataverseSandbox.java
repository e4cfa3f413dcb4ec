package dev.cosell.bridge.sandbox.dataverse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.sandbox.http.SandboxExchange;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.http.SandboxServer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * A Dataverse environment on a loopback port. Its methods do what a CRM user or an administrator
 * does; they are safe to call from any thread.
 */
public final class DataverseSandbox implements AutoCloseable {

  private final Organization organization;
  private final Bookmarks bookmarks = new Bookmarks();
  private final SellersDesk desk;
  private final SandboxServer server;

  private DataverseSandbox(DataverseSettings settings, Predicate<String> tokenAccepted)
      throws IOException {
    organization = new Organization(settings);
    desk = new SellersDesk(organization);
    DataverseApi api = new DataverseApi(organization, bookmarks, tokenAccepted);
    server = new SandboxServer(settings.port(), api, new DataverseControl(this));
  }

  /**
   * Starts an environment.
   *
   * @param tokenAccepted whether a bearer token is valid now
   */
  public static DataverseSandbox start(DataverseSettings settings, Predicate<String> tokenAccepted)
      throws IOException {
    return new DataverseSandbox(settings, tokenAccepted);
  }

  /** The organization's address without a trailing slash; the API is at /api/data/v9.2/. */
  public URI url() {
    return server.url();
  }

  /** The requests so far, oldest first. */
  public List<SandboxRequest> requests() {
    return server.requests();
  }

  /** The requests that are answered, by the order of their answers. */
  public List<SandboxExchange> exchanges() {
    return server.exchanges();
  }

  /** Empties the request log and with it the statistics. */
  public void forgetRequests() {
    server.forgetRequests();
  }

  /** What the requests so far say about the client. */
  public Statistics statistics() {
    return Statistics.of(server.requests());
  }

  /** All rows of a set, empty columns left out, lookups as {@code _x_value}. */
  public List<ObjectNode> rows(String entitySet) {
    synchronized (organization) {
      Table table = organization.table(entitySet);
      return organization.all(table).stream().map(row -> RowJson.plain(table, row)).toList();
    }
  }

  /** One row, if it exists. */
  public Optional<ObjectNode> row(String entitySet, UUID id) {
    synchronized (organization) {
      Table table = organization.table(entitySet);
      return organization
          .rows()
          .find(table.logicalName(), id)
          .map(row -> RowJson.plain(table, row));
    }
  }

  /**
   * Creates a row as a seller does; the body is one of the Web API. That of an opportunity or lead
   * may also say {@code account}, {@code contact}, {@code owner}, {@code currency}, {@code sync},
   * {@code visible}, {@code help} and {@code solutions}: see {@link SellersForm}.
   */
  public UUID create(String entitySet, ObjectNode body) {
    return desk.create(entitySet, body, false);
  }

  UUID create(String entitySet, ObjectNode body, boolean forced) {
    return desk.create(entitySet, body, forced);
  }

  /** Updates a row as a seller does; the body is one for create. Returns the row after it. */
  public ObjectNode update(String entitySet, UUID id, ObjectNode body) {
    return desk.update(entitySet, id, body, false);
  }

  ObjectNode update(String entitySet, UUID id, ObjectNode body, boolean forced) {
    return desk.update(entitySet, id, body, forced);
  }

  /** Deletes a row. */
  public void delete(String entitySet, UUID id) {
    synchronized (organization) {
      organization.rows().remove(organization.get(organization.table(entitySet), id));
    }
  }

  /** Closes an opportunity as won, as a seller does. */
  public void win(UUID opportunity) {
    desk.close(opportunity, Closing.WON);
  }

  /** Closes an opportunity as lost, as a seller does. */
  public void lose(UUID opportunity) {
    desk.close(opportunity, Closing.LOST);
  }

  /** Opens a closed opportunity again. */
  public void reopen(UUID opportunity) {
    desk.reopen(opportunity);
  }

  /** Puts an open opportunity on hold. */
  public void hold(UUID opportunity) {
    desk.hold(opportunity, true);
  }

  /** Takes an opportunity off hold. */
  public void resume(UUID opportunity) {
    desk.hold(opportunity, false);
  }

  /** Switches the synchronization of an opportunity or lead on or off. */
  public void share(String entitySet, UUID id, boolean on) {
    desk.share(entitySet, id, on);
  }

  /** Adds a column to a table. */
  public void declare(String entitySet, Column column) {
    synchronized (organization) {
      organization.declare(entitySet, Set.of(column));
    }
  }

  /** The settings as they are now. */
  public DataverseSettings settings() {
    synchronized (organization) {
      return organization.settings();
    }
  }

  /** Changes the switches: header strictness, keys, duplicate detection, clock. */
  public void change(DataverseSettings settings) {
    synchronized (organization) {
      organization.change(settings);
    }
  }

  /** Lets all delta tokens expire. */
  public void expireDeltaTokens() {
    synchronized (organization) {
      bookmarks.expire();
    }
  }

  /** Adds a fault that the next matching requests meet. */
  public void fail(Fault fault) {
    server.fail(fault);
  }

  /** Answers the next requests with 429 and Retry-After. */
  public void throttle(ServiceProtection limit, int retryAfterSeconds, int times) {
    server.fail(limit.exceeded(retryAfterSeconds, times));
  }

  /** Answers the next POSTs with the duplicate-detection error, whose status is not settled. */
  public void findDuplicate(int status, int times) {
    server.fail(DataverseError.duplicateFound(status, times));
  }

  /** Ends all faults. */
  public void heal() {
    server.heal();
  }

  @Override
  public void close() {
    server.close();
  }
}
