package dev.cosell.bridge.sandbox.dataverse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxHandler;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The paths below {@code /sandbox/}: rows as a CRM user sees and edits them, and the switches.
 *
 * <p>{@code GET} and {@code POST /sandbox/{set}}; {@code GET}, {@code PATCH} and {@code DELETE
 * /sandbox/{set}/{id}} ({@code ?force=true} passes the rules; opportunities and leads also take the
 * words of {@link SellersForm}); {@code POST
 * /sandbox/opportunities/{id}/win|lose|reopen|hold|resume|share|unshare}; {@code GET
 * /sandbox/statistics}; {@code POST} to {@code settings} (strictHeaders, keys, duplicateStatus),
 * {@code columns} (table, name, type, size), {@code throttle} (limit, retryAfter, times), {@code
 * duplicate} (status, times), {@code clock} (shiftSeconds) and {@code expire-delta-tokens}.
 */
final class DataverseControl implements SandboxHandler {

  private static final int ENTITY_SET = 2;
  private static final int ROW_ID = 3;
  private static final int ACTION = 4;

  private final DataverseSandbox sandbox;

  DataverseControl(DataverseSandbox sandbox) {
    this.sandbox = sandbox;
  }

  @Override
  public SandboxResponse answer(SandboxRequest request) {
    try {
      return route(request, request.path().split("/"));
    } catch (DataverseError refusal) {
      return refusal.response();
    }
  }

  private SandboxResponse route(SandboxRequest request, String[] path) {
    if (path.length <= ENTITY_SET) {
      throw new DataverseError(404, "", "Nothing at " + request.path() + ".");
    }
    @Nullable SandboxResponse switched =
        path.length == ROW_ID ? switches(request, path[ENTITY_SET]) : null;
    if (switched != null) {
      return switched;
    }
    if (path.length == ROW_ID) {
      return entitySet(request, path[ENTITY_SET]);
    }
    if (!Values.isGuid(path[ROW_ID])) {
      throw DataverseError.invalid("'" + path[ROW_ID] + "' is not a guid.");
    }
    UUID id = UUID.fromString(path[ROW_ID]);
    return path.length == ACTION
        ? row(request, path[ENTITY_SET], id)
        : opportunity(request, path[ENTITY_SET], id, path[ACTION]);
  }

  private @Nullable SandboxResponse switches(SandboxRequest request, String name) {
    return switch (request.method() + " " + name) {
      case "GET statistics" -> Answers.json(200, sandbox.statistics().json());
      case "POST settings" -> done(() -> settings(Json.readObject(request.body())));
      case "POST columns" -> done(() -> column(Json.readObject(request.body())));
      case "POST throttle" -> done(() -> throttle(Json.readObject(request.body())));
      case "POST duplicate" -> done(() -> duplicate(Json.readObject(request.body())));
      case "POST clock" -> done(() -> clock(Json.readObject(request.body())));
      case "POST expire-delta-tokens" -> done(sandbox::expireDeltaTokens);
      default -> null;
    };
  }

  private static SandboxResponse done(Runnable work) {
    work.run();
    return SandboxResponse.empty(204);
  }

  private void settings(ObjectNode body) {
    DataverseSettings settings = sandbox.settings();
    settings =
        settings.withStrictHeaders(body.path("strictHeaders").asBoolean(settings.strictHeaders()));
    settings =
        settings.withDuplicateStatus(
            body.path("duplicateStatus").asInt(settings.duplicateStatus()));
    sandbox.change(body.has("keys") ? settings.withKeys(keys(body.path("keys"))) : settings);
  }

  private void clock(ObjectNode body) {
    Duration shift = Duration.ofSeconds(body.path("shiftSeconds").asLong());
    sandbox.change(sandbox.settings().withClock(Clock.offset(Clock.systemUTC(), shift)));
  }

  private static Map<String, Set<String>> keys(JsonNode json) {
    Map<String, Set<String>> keys = new LinkedHashMap<>();
    json.properties()
        .forEach(
            entry -> {
              Set<String> columns = new TreeSet<>();
              entry.getValue().forEach(column -> columns.add(column.asText()));
              keys.put(entry.getKey(), columns);
            });
    return keys;
  }

  private void column(ObjectNode body) {
    String name = body.path("name").asText();
    int size = body.path("size").asInt(100);
    Column column =
        switch (body.path("type").asText("text")) {
          case "text" -> Column.text(name, size);
          case "memo" -> Column.memo(name, size);
          case "money" -> Column.money(name);
          case "boolean" -> Column.bool(name);
          case "date" -> Column.date(name);
          case "instant" -> Column.instant(name);
          case "integer" -> Column.integer(name, Integer.MIN_VALUE, Integer.MAX_VALUE);
          case "choice" -> Column.choice(name, labels(body.path("choices")));
          default -> throw DataverseError.invalid("Unknown column type.");
        };
    sandbox.declare(body.path("table").asText(), column);
  }

  private static Map<Integer, String> labels(JsonNode choices) {
    Map<Integer, String> labels = new LinkedHashMap<>();
    choices.forEach(value -> labels.put(value.asInt(), "Option " + value.asInt()));
    return labels;
  }

  private void throttle(ObjectNode body) {
    sandbox.throttle(
        ServiceProtection.valueOf(body.path("limit").asText("REQUESTS")),
        body.path("retryAfter").asInt(1),
        body.path("times").asInt(1));
  }

  private void duplicate(ObjectNode body) {
    sandbox.findDuplicate(body.path("status").asInt(412), body.path("times").asInt(1));
  }

  private SandboxResponse entitySet(SandboxRequest request, String entitySet) {
    return switch (request.method()) {
      case "GET" -> {
        ArrayNode all = Json.MAPPER.createArrayNode().addAll(sandbox.rows(entitySet));
        yield SandboxResponse.json(200, Json.text(all));
      }
      case "POST" -> {
        UUID id = sandbox.create(entitySet, Json.readObject(request.body()), forced(request));
        yield Answers.json(201, sandbox.row(entitySet, id).orElseThrow());
      }
      default -> throw notAllowed(request);
    };
  }

  private SandboxResponse row(SandboxRequest request, String entitySet, UUID id) {
    return switch (request.method()) {
      case "GET" ->
          Answers.json(
              200,
              sandbox.row(entitySet, id).orElseThrow(() -> DataverseError.absent(entitySet, id)));
      case "PATCH" -> {
        ObjectNode body = Json.readObject(request.body());
        yield Answers.json(200, sandbox.update(entitySet, id, body, forced(request)));
      }
      case "DELETE" -> done(() -> sandbox.delete(entitySet, id));
      default -> throw notAllowed(request);
    };
  }

  private SandboxResponse opportunity(
      SandboxRequest request, String entitySet, UUID id, String action) {
    return switch (request.method() + " " + entitySet + " " + action) {
      case "POST opportunities win" -> done(() -> sandbox.win(id));
      case "POST opportunities lose" -> done(() -> sandbox.lose(id));
      case "POST opportunities reopen" -> done(() -> sandbox.reopen(id));
      case "POST opportunities hold" -> done(() -> sandbox.hold(id));
      case "POST opportunities resume" -> done(() -> sandbox.resume(id));
      case "POST opportunities share" -> done(() -> sandbox.share(entitySet, id, true));
      case "POST opportunities unshare" -> done(() -> sandbox.share(entitySet, id, false));
      default -> throw notAllowed(request);
    };
  }

  private static boolean forced(SandboxRequest request) {
    return "true".equals(request.parameters().get("force"));
  }

  private static DataverseError notAllowed(SandboxRequest request) {
    return new DataverseError(405, "", request.method() + " " + request.path() + "?");
  }
}
