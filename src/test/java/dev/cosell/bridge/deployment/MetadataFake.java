package dev.cosell.bridge.deployment;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import dev.cosell.bridge.sandbox.http.SandboxServer;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The part of the Dataverse Web API that defines tables, as strict as its documentation: it answers
 * only the paths and bodies that it names, and keeps a complaint about everything else.
 */
final class MetadataFake implements AutoCloseable {

  static final String TOKEN = "eyJ0.eyJhdWQ.sig-nature_1";

  private final Map<String, MetadataTable> tables = new TreeMap<>();
  private final List<String> complaints = new ArrayList<>();
  private final MetadataAnswers answers;
  private final SandboxServer server;

  /** An environment with the tables of Dynamics 365 Sales, and labels in one language. */
  MetadataFake(int language) throws IOException {
    List.of("opportunity", "lead").forEach(it -> tables.put(it, new MetadataTable(it)));
    answers = new MetadataAnswers(tables, language);
    server = new SandboxServer(0, this::answer, none -> SandboxResponse.empty(404));
  }

  URI url() {
    return server.url();
  }

  /** The tables by name; one that is taken away is not there any more. */
  Map<String, MetadataTable> tables() {
    return tables;
  }

  MetadataTable table(String name) {
    return Objects.requireNonNull(tables.get(name), name);
  }

  /** What was asked for that the Web API does not know. */
  List<String> complaints() {
    return complaints;
  }

  /** Every request so far, as method and path below {@code /api/data/v9.2/}. */
  List<String> requests() {
    return server.requests().stream().map(MetadataFake::line).toList();
  }

  /** The requests that change something. */
  List<String> writes() {
    return requests().stream().filter(it -> !it.startsWith("GET ")).toList();
  }

  /** The headers of the last request whose line begins so. */
  Map<String, String> headers(String start) {
    return server.requests().stream()
        .filter(it -> line(it).startsWith(start))
        .reduce((first, last) -> last)
        .orElseThrow()
        .headers();
  }

  void forgetRequests() {
    server.forgetRequests();
  }

  @Override
  public void close() {
    server.close();
  }

  private static String line(SandboxRequest request) {
    return request.method() + " " + request.path().replaceFirst("^/api/data/v9\\.2/", "");
  }

  private SandboxResponse answer(SandboxRequest request) {
    try {
      checkHeaders(request);
      return answers.to(line(request), request);
    } catch (MetadataRefusal refusal) {
      if (refusal.isMistake()) {
        complaints.add(line(request) + ": " + refusal.getMessage());
      }
      return error(refusal);
    }
  }

  private static void checkHeaders(SandboxRequest request) {
    if (!Optional.of("Bearer " + TOKEN).equals(request.header("Authorization"))) {
      throw MetadataRefusal.unauthorized();
    }
    Map.of(
            "OData-Version",
            "4.0",
            "OData-MaxVersion",
            "4.0",
            "Accept",
            "application/json",
            "Consistency",
            "Strong")
        .forEach(
            (name, value) -> {
              if (!Optional.of(value).equals(request.header(name))) {
                throw MetadataRefusal.mistake("lacks the header " + name);
              }
            });
  }

  private static SandboxResponse error(MetadataRefusal refusal) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("error").put("code", "0x80040216").put("message", refusal.getMessage());
    return SandboxResponse.json(refusal.status(), body.toString());
  }
}
