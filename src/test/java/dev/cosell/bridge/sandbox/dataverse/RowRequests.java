package dev.cosell.bridge.sandbox.dataverse;

import dev.cosell.bridge.sandbox.dataverse.RowKey.ByColumn;
import dev.cosell.bridge.sandbox.dataverse.RowKey.ById;
import dev.cosell.bridge.sandbox.dataverse.RowWriter.Author;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Create, read, upsert and delete of single rows. */
final class RowRequests {

  private static final Set<String> OPTIONS = Set.of("$select", "$expand");

  private final Organization organization;
  private final BodyReader bodies;
  private final RowWriter writer;

  RowRequests(Organization organization) {
    this.organization = organization;
    this.bodies = new BodyReader(organization);
    this.writer = new RowWriter(organization);
  }

  SandboxResponse create(Table table, SandboxRequest request) {
    Selection selection = selection(table, request, false);
    Changes changes = bodies.forCreate(table, Json.readObject(request.body()));
    Row row = create(table, changes, author(request));
    return answer(request, table, row, 201, selection, Answers.address(table, row));
  }

  SandboxResponse get(Table table, RowKey key, SandboxRequest request) {
    Row row = key.require(organization, table);
    Selection selection = selection(table, request, true);
    if (Preconditions.of(request).isUnchanged(row)) {
      return SandboxResponse.empty(304).with("ETag", row.etag());
    }
    RowJson json = new RowJson(organization, Preferences.of(request));
    return Answers.row(200, request, json, table, row, selection);
  }

  /** PATCH: update, or create when the row is absent and no If-Match forbids it. */
  SandboxResponse upsert(Table table, RowKey key, SandboxRequest request) {
    Optional<Row> present = key.find(organization, table);
    Preconditions.of(request).check(present, key, table);
    Selection selection = selection(table, request, false);
    Row row =
        present
            .map(old -> update(table, key, old, request))
            .orElseGet(() -> insert(table, key, request));
    String address =
        key instanceof ByColumn column ? column.address() : Answers.address(table, row);
    return answer(request, table, row, present.isPresent() ? 200 : 201, selection, address);
  }

  SandboxResponse delete(Table table, RowKey key, SandboxRequest request) {
    Row row = key.require(organization, table);
    Preconditions.of(request).check(Optional.of(row), key, table);
    organization.rows().remove(row);
    return SandboxResponse.empty(204);
  }

  private Row update(Table table, RowKey key, Row row, SandboxRequest request) {
    Changes changes = bodies.forUpdate(table, Json.readObject(request.body()));
    Changes withoutKey =
        key instanceof ByColumn column ? changes.without(column.column()) : changes;
    return writer.update(table, row, withoutKey, author(request));
  }

  private Row insert(Table table, RowKey key, SandboxRequest request) {
    Changes changes = bodies.forCreate(table, Json.readObject(request.body()));
    Changes keyed =
        key instanceof ByColumn column
            ? changes.orElse(column.column(), column.value())
            : changes.without(table.idColumn()).orElse(table.idColumn(), ((ById) key).id());
    return create(table, keyed, author(request));
  }

  private Row create(Table table, Changes changes, Author author) {
    UUID id = changes.value(table.idColumn()).map(UUID.class::cast).orElseGet(UUID::randomUUID);
    if (organization.rows().find(table.logicalName(), id).isPresent()) {
      throw new DataverseError(412, "0x80040237", "Cannot insert duplicate key.");
    }
    return writer.create(table, id, changes, author);
  }

  private SandboxResponse answer(
      SandboxRequest request,
      Table table,
      Row row,
      int status,
      Selection selection,
      String address) {
    Preferences preferences = Preferences.of(request);
    if (!preferences.representation()) {
      return Answers.written(request, address);
    }
    RowJson json = new RowJson(organization, preferences);
    SandboxResponse shown = Answers.row(status, request, json, table, row, selection);
    return status == 201 ? shown.with("OData-EntityId", Answers.base(request) + address) : shown;
  }

  /** What an answer shows; after a write $expand is ignored, as documented. */
  private Selection selection(Table table, SandboxRequest request, boolean expands) {
    Map<String, String> options = request.parameters();
    options.keySet().stream()
        .filter(name -> !OPTIONS.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw DataverseError.query("The query parameter " + name + " is not supported");
            });
    Selection selection = Selection.parse(organization, table, options);
    return expands ? selection : new Selection(selection.columns(), selection.named(), List.of());
  }

  private static Author author(SandboxRequest request) {
    boolean checks =
        request.header("MSCRM.SuppressDuplicateDetection").filter("false"::equals).isPresent();
    return new Author(Users.APPLICATION_USER, false, checks);
  }
}
