package dev.cosell.bridge.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.sandbox.http.SandboxExchange;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.http.SandboxServer;
import dev.cosell.bridge.sandbox.salesforce.events.ChangeEvents;
import dev.cosell.bridge.sandbox.salesforce.oauth.OAuthEndpoints;
import dev.cosell.bridge.sandbox.salesforce.oauth.Sessions;
import dev.cosell.bridge.sandbox.salesforce.record.ChangeListener;
import dev.cosell.bridge.sandbox.salesforce.record.Organization;
import dev.cosell.bridge.sandbox.salesforce.record.RecordId;
import dev.cosell.bridge.sandbox.salesforce.record.RowJson;
import dev.cosell.bridge.sandbox.salesforce.rest.SalesforceApi;
import dev.cosell.bridge.sandbox.salesforce.setup.Field;
import dev.cosell.bridge.sandbox.salesforce.setup.SObjectType;
import dev.cosell.bridge.sandbox.salesforce.setup.SalesforceSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Salesforce organization on a loopback port. Its methods do what a seller or an administrator
 * does; they are safe to call from any thread. Ids may have 15 or 18 characters everywhere.
 */
public final class SalesforceSandbox implements AutoCloseable {

  private final Organization organization;
  private final Sessions sessions;
  private final SellersDesk desk;
  private final SalesforceApi api;
  private final ChangeEvents events;
  private final SandboxServer server;

  private SalesforceSandbox(SalesforceSettings settings) throws IOException {
    organization = new Organization(settings);
    sessions = new Sessions(organization);
    desk = new SellersDesk(organization);
    OAuthEndpoints oauth = new OAuthEndpoints(sessions, () -> url().toString(), settings.clock());
    api = new SalesforceApi(organization, oauth, sessions);
    events = new ChangeEvents(organization, sessions, () -> url().toString());
    server =
        new SandboxServer(
            settings.port(),
            request -> events.isFor(request) ? events.answer(request) : api.answer(request),
            new SalesforceControl(this));
  }

  /** Starts an organization. */
  public static SalesforceSandbox start(SalesforceSettings settings) throws IOException {
    return new SalesforceSandbox(settings);
  }

  /**
   * The My Domain host without a trailing slash; tokens are at /services/oauth2/token, the API is
   * at /services/data/vXX.0.
   */
  public URI url() {
    return server.url();
  }

  /** The server behind it, with its request log and faults. */
  public SandboxServer server() {
    return server;
  }

  /** The requests so far, oldest first. */
  public List<SandboxRequest> requests() {
    return server.requests();
  }

  /** The requests that are answered, by the order of their answers. */
  public List<SandboxExchange> exchanges() {
    return server.exchanges();
  }

  /** Empties the request log. */
  public void forgetRequests() {
    server.forgetRequests();
  }

  /** Adds a fault that the next matching requests meet. */
  public void fail(Fault fault) {
    server.fail(fault);
  }

  /** Ends all faults. */
  public void heal() {
    server.heal();
  }

  /** The settings as they are now. */
  public SalesforceSettings settings() {
    return organization.settings();
  }

  /** Changes the settings; rows stay, ports and clock of the token endpoint too. */
  public void change(SalesforceSettings settings) {
    organization.change(settings);
    events.change(settings);
  }

  /** The announcement of changes by the Streaming API and the Pub/Sub API, and its faults. */
  public ChangeEvents events() {
    return events;
  }

  /** All rows that are not deleted, empty fields and attributes left out. */
  public List<ObjectNode> rows(String sObject) {
    return organization.transact(
        () -> {
          SObjectType type = desk.type(sObject);
          return organization.rows().present(type.name()).stream()
              .map(row -> RowJson.plain(type, row))
              .toList();
        });
  }

  /** One row, unless it is deleted. */
  public Optional<ObjectNode> row(String sObject, String id) {
    return organization.transact(
        () -> {
          SObjectType type = desk.type(sObject);
          return RecordId.parse(id)
              .flatMap(known -> organization.rows().find(type.name(), known.text()))
              .filter(row -> !row.deleted())
              .map(row -> RowJson.plain(type, row));
        });
  }

  /**
   * Creates a row as a seller does; returns its 18-character id. The form holds fields; that of an
   * opportunity or lead may also say {@code account}, {@code contact}, {@code owner}, {@code
   * currency}, {@code sync}, {@code visible}, {@code help} and {@code solutions}.
   */
  public String create(String sObject, ObjectNode form) {
    return desk.create(sObject, form);
  }

  /** Updates a row as a seller does; the form is one for create. Returns the row after it. */
  public ObjectNode update(String sObject, String id, ObjectNode form) {
    desk.update(sObject, id, form);
    return row(sObject, id).orElseThrow();
  }

  /** Deletes a row, and what hangs on it. */
  public void delete(String sObject, String id) {
    desk.delete(sObject, id);
  }

  /** Closes an opportunity as won, as a seller does. */
  public void win(String opportunity) {
    desk.close(opportunity, true);
  }

  /** Closes an opportunity as lost, as a seller does. */
  public void lose(String opportunity) {
    desk.close(opportunity, false);
  }

  /** Opens a closed opportunity again. */
  public void reopen(String opportunity) {
    desk.enter(opportunity, settings().process().openStage());
  }

  /** Puts an opportunity in the stage of deals that wait. */
  public void hold(String opportunity) {
    desk.enter(opportunity, settings().process().onHoldStage());
  }

  /** Puts an opportunity in the stage of deals that go on. */
  public void resume(String opportunity) {
    desk.enter(opportunity, settings().process().openStage());
  }

  /** Switches the synchronization of an opportunity or lead on or off. */
  public void share(String sObject, String id, boolean on) {
    desk.share(sObject, id, on);
  }

  /** Converts a lead as a seller does; returns the opportunity's id, null without one. */
  public @Nullable String convert(String lead, boolean withOpportunity) {
    return desk.convert(lead, withOpportunity);
  }

  /** Adds a line item; from now on the opportunity's amount is their sum. */
  public void addLineItem(String opportunity, BigDecimal total) {
    desk.addLineItem(opportunity, total);
  }

  /** Makes a contact the primary one, which does not move the opportunity's SystemModstamp. */
  public void setPrimaryContact(String opportunity, String contact) {
    desk.setPrimaryContact(opportunity, contact);
  }

  /** Adds a field, or replaces one. */
  public void declare(String sObject, Field field) {
    organization.declare(sObject, field);
  }

  /** Removes a field for everybody. */
  public void undeclare(String sObject, String fieldName) {
    organization.undeclare(sObject, fieldName);
  }

  /** Hides a field from the API's user, to whom it looks like a missing one. */
  public void hide(String sObject, String fieldName) {
    organization.hide(sObject, fieldName);
  }

  /** Lets the API's user only read a field. */
  public void readOnly(String sObject, String fieldName) {
    organization.readOnly(sObject, fieldName);
  }

  /** Lets all access tokens expire. */
  public void expireSessions() {
    sessions.expire();
    events.checkSessions();
  }

  /** Lets the next queries of an sObject take too long, also where they are part of a composite. */
  public void timeOutQueries(String sObject, int times) {
    api.queries().timeOut(sObject, times);
  }

  /** Lets all query locators expire. */
  public void expireQueries() {
    api.queries().expire();
  }

  /** How many token requests the log holds, the refused ones included. */
  public long logins() {
    return server.requests().stream()
        .filter(request -> request.path().equals(OAuthEndpoints.BASE + "token"))
        .count();
  }

  /** Sets how many requests were used and how many there are. */
  public void useApi(int used, int max) {
    api.usage().set(used, max);
  }

  /** Tells a listener of all changes from now on. */
  public void onChange(ChangeListener listener) {
    organization.onChange(listener);
  }

  @Override
  public void close() {
    events.close();
    server.close();
  }
}
