package dev.cosell.bridge.sandbox.salesforce.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.salesforce.record.Row;
import dev.cosell.bridge.sandbox.salesforce.record.RowJson;
import java.util.List;

/** An external id means several rows; the answer, 300, lists their addresses. */
final class SeveralRecords extends RuntimeException {

  private static final int MULTIPLE_CHOICES = 300;

  private final transient List<Row> rows;

  SeveralRecords(List<Row> rows) {
    super(rows.size() + " rows");
    this.rows = rows;
  }

  ApiAnswer answer(String apiVersion) {
    ArrayNode addresses = (ArrayNode) SandboxJson.tree(List.of());
    rows.forEach(row -> addresses.add(RowJson.address(row.sObject(), row.id(), apiVersion)));
    return ApiAnswer.of(MULTIPLE_CHOICES, addresses);
  }
}
