package dev.cosell.bridge.sandbox.dataverse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.dataverse.RowWriter.Author;
import java.util.Optional;
import java.util.UUID;

/** What sellers do with the records; each step is one transaction and by one seller. */
final class SellersDesk {

  private static final String STATUS = StateRules.STATUS;

  private final Organization organization;
  private final SellersForm form;
  private final BodyReader bodies;
  private final RowWriter writer;
  private final Closing closing;

  SellersDesk(Organization organization) {
    this.organization = organization;
    this.form = new SellersForm(organization);
    this.bodies = new BodyReader(organization);
    this.writer = new RowWriter(organization);
    this.closing = new Closing(organization);
  }

  UUID create(String entitySet, ObjectNode filled, boolean forced) {
    synchronized (organization) {
      Table table = organization.table(entitySet);
      return organization
          .rows()
          .atomically(
              () -> created(table, form.body(table, filled, Optional.empty()), forced).id());
    }
  }

  private Row created(Table table, ObjectNode body, boolean forced) {
    Changes changes = forced ? bodies.unrestricted(table, body) : bodies.forCreate(table, body);
    UUID id = changes.value(table.idColumn()).map(UUID.class::cast).orElseGet(UUID::randomUUID);
    return writer.create(table, id, changes, Author.seller(forced));
  }

  ObjectNode update(String entitySet, UUID id, ObjectNode filled, boolean forced) {
    synchronized (organization) {
      Table table = organization.table(entitySet);
      Row row = organization.get(table, id);
      return organization
          .rows()
          .atomically(
              () -> updated(table, row, form.body(table, filled, Optional.of(row)), forced));
    }
  }

  private ObjectNode updated(Table table, Row row, ObjectNode body, boolean forced) {
    Changes changes = forced ? bodies.unrestricted(table, body) : bodies.forUpdate(table, body);
    return RowJson.plain(table, writer.update(table, row, changes, Author.seller(forced)));
  }

  void close(UUID opportunity, int state) {
    ObjectNode close = Json.object().put("subject", "Closed by the seller");
    close.put("opportunityid@odata.bind", "/opportunities(" + opportunity + ")");
    synchronized (organization) {
      closing.close(state, Closing.DEFAULT_STATUS, close, Author.seller(false));
    }
  }

  void reopen(UUID opportunity) {
    synchronized (organization) {
      Row row = organization.get(organization.table("opportunities"), opportunity);
      closing.reopen(row, Author.seller(false));
    }
  }

  /** Puts an open opportunity on hold, or back in progress. */
  void hold(UUID opportunity, boolean on) {
    ObjectNode body = Json.object().put(STATUS, on ? StateRules.ON_HOLD : StateRules.IN_PROGRESS);
    update("opportunities", opportunity, body, false);
  }

  /** Shares a record with Partner Center, or ends that. */
  void share(String entitySet, UUID id, boolean on) {
    update(entitySet, id, Json.object().put("sync", on), false);
  }
}
