package dev.cosell.bridge.sandbox.dataverse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.http.SandboxResponse;

/** Builds answers with the addresses and headers of the Web API. */
final class Answers {

  private Answers() {}

  /** The API's own address as the caller wrote it, with a trailing slash. */
  static String base(SandboxRequest request) {
    return "http://" + request.header("Host").orElse("127.0.0.1") + DataverseApi.BASE;
  }

  static SandboxResponse json(int status, ObjectNode body) {
    return SandboxResponse.json(status, Json.text(body));
  }

  /** An answer that shows one row. */
  static SandboxResponse row(
      int status, SandboxRequest request, RowJson json, Table table, Row row, Selection selection) {
    ObjectNode body = Json.object();
    body.put(
        "@odata.context",
        base(request) + "$metadata#" + table.entitySet() + selection.context() + "/$entity");
    json.write(body, table, row, selection);
    return applied(json(status, body), request).with("ETag", row.etag());
  }

  /** 204 with the address of the row that was written. */
  static SandboxResponse written(SandboxRequest request, String address) {
    return SandboxResponse.empty(204).with("OData-EntityId", base(request) + address);
  }

  static SandboxResponse applied(SandboxResponse response, SandboxRequest request) {
    return request
        .header("Prefer")
        .map(preferences -> response.with("Preference-Applied", preferences))
        .orElse(response);
  }

  static String address(Table table, Row row) {
    return table.entitySet() + "(" + row.id() + ")";
  }
}
