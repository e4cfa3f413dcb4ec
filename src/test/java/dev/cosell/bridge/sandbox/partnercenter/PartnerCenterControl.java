package dev.cosell.bridge.sandbox.partnercenter;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.Refused;
import dev.cosell.bridge.sandbox.http.SandboxHandler;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import dev.cosell.bridge.sandbox.webhook.Mishap;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * The control API below {@code /sandbox/}.
 *
 * <ul>
 *   <li>{@code POST /sandbox/referrals?kind=shared|inbound|lead|private} creates a deal as a portal
 *       user does; an optional body is merged over the synthetic one; {@code &microsoft=true} adds
 *       Microsoft's referral of the engagement
 *   <li>{@code PATCH /sandbox/referrals/{id}} edits with a JSON merge patch; {@code ?force=true}
 *       closed deals too
 *   <li>{@code GET /sandbox/referrals}, {@code GET /sandbox/referrals/{id}}
 *   <li>{@code POST /sandbox/events {"referralId": ..., "eventName": ..., "changedAt": ...}} sends
 *       an event again; {@code GET}, {@code DELETE /sandbox/events}
 *   <li>{@code POST /sandbox/dispatch {"callbackUrl": ..., "duplicate": ..., "reorder": ...,
 *       "paused": ..., "dropNext": ...}}; {@code GET /sandbox/dispatch}
 *   <li>{@code POST /sandbox/mishaps {"referralId": ..., "mishap":
 *       "LOST|TWICE|LATE|BEHIND_THE_NEXT", "delayMillis": ..., "times": ...}}: the next
 *       notifications of one referral
 *   <li>{@code POST /sandbox/referrals/{id}/microsoft/accept|decline|msx-id|team}: Microsoft's
 *       seller; {@code GET /sandbox/referrals/{id}/microsoft}
 *   <li>{@code GET}, {@code POST /sandbox/strictness}: {@link Strictness} while it runs
 *   <li>{@code POST /sandbox/clock {"shiftSeconds": ...}} lets the clock of the referrals go wrong
 *   <li>{@code GET}, {@code DELETE /sandbox/contract-violations}
 * </ul>
 */
final class PartnerCenterControl implements SandboxHandler {

  private static final String REFERRALS = "/sandbox/referrals";

  private final PartnerCenterSandbox sandbox;

  PartnerCenterControl(PartnerCenterSandbox sandbox) {
    this.sandbox = sandbox;
  }

  @Override
  public SandboxResponse answer(SandboxRequest request) {
    try {
      return request.path().startsWith(REFERRALS + "/") ? one(request) : routed(request);
    } catch (Refused refused) {
      return ReferralError.response(refused);
    }
  }

  private SandboxResponse one(SandboxRequest request) {
    String[] path = request.path().substring(REFERRALS.length() + 1).split("/", 3);
    String id = path[0];
    if (path.length > 1 && path[1].equals("microsoft")) {
      return new MicrosoftControl(sandbox.microsoft())
          .answer(request, id, path.length > 2 ? path[2] : "");
    }
    if (path.length > 1) {
      return SandboxResponse.empty(404);
    }
    boolean force = request.parameters().getOrDefault("force", "").equals("true");
    return switch (request.method()) {
      case "GET" -> SandboxJson.response(200, sandbox.referral(id));
      case "PATCH" ->
          SandboxJson.response(
              200, sandbox.edit(id, SandboxJson.parseObject(request.body()), force));
      default -> SandboxResponse.empty(405);
    };
  }

  private SandboxResponse routed(SandboxRequest request) {
    return switch (request.method() + " " + request.path()) {
      case "GET " + REFERRALS -> SandboxJson.response(200, SandboxJson.tree(sandbox.referrals()));
      case "POST " + REFERRALS -> created(request);
      case "GET /sandbox/events" -> SandboxJson.response(200, deliveries());
      case "POST /sandbox/events" -> sent(request);
      case "DELETE /sandbox/events" -> done(sandbox.dispatcher()::forgetDeliveries);
      case "GET /sandbox/dispatch" -> SandboxJson.response(200, dispatch());
      case "POST /sandbox/dispatch" -> switched(request);
      case "POST /sandbox/mishaps" -> planned(request);
      case "GET /sandbox/strictness" ->
          SandboxJson.response(200, SandboxJson.tree(sandbox.strictness()));
      case "POST /sandbox/strictness" ->
          SandboxJson.response(
              200, SandboxJson.tree(sandbox.change(SandboxJson.parseObject(request.body()))));
      case "POST /sandbox/clock" ->
          done(
              () ->
                  sandbox.shiftClock(
                      Duration.ofSeconds(
                          SandboxJson.parseObject(request.body()).path("shiftSeconds").asLong())));
      case "GET /sandbox/contract-violations" ->
          SandboxJson.response(200, SandboxJson.tree(sandbox.contractViolations()));
      case "DELETE /sandbox/contract-violations" -> done(sandbox::forgetContractViolations);
      default -> SandboxResponse.empty(404);
    };
  }

  private SandboxResponse created(SandboxRequest request) {
    DealKind kind = DealKind.named(request.parameters().getOrDefault("kind", "shared"));
    ObjectNode created = sandbox.create(kind, SandboxJson.parseObject(request.body()));
    if (request.parameters().getOrDefault("microsoft", "").equals("true")) {
      sandbox.createMicrosofts(created.path("id").asText());
    }
    return SandboxJson.response(201, created);
  }

  private SandboxResponse sent(SandboxRequest request) {
    ObjectNode wanted = SandboxJson.parseObject(request.body());
    String id = wanted.path("referralId").asText("");
    if (id.isEmpty()) {
      throw FieldRules.refused("/referralId", "is required");
    }
    String changed =
        wanted.hasNonNull("changedAt")
            ? wanted.path("changedAt").asText()
            : sandbox.referral(id).path("updatedDateTime").asText();
    String name = wanted.path("eventName").asText("referral-updated");
    return SandboxJson.response(202, sandbox.send(name, id, Instant.parse(changed)).toJson());
  }

  private SandboxResponse switched(SandboxRequest request) {
    ObjectNode changes = SandboxJson.parseObject(request.body());
    if (changes.hasNonNull("callbackUrl")) {
      sandbox.callback(URI.create(changes.path("callbackUrl").asText()));
    }
    sandbox.dispatcher().change(sandbox.dispatcher().switches().changedBy(changes));
    return SandboxJson.response(200, dispatch());
  }

  private SandboxResponse planned(SandboxRequest request) {
    ObjectNode wanted = SandboxJson.parseObject(request.body());
    Mishap.Kind kind =
        Arrays.stream(Mishap.Kind.values())
            .filter(known -> known.name().equals(wanted.path("mishap").asText()))
            .findFirst()
            .orElseThrow(() -> FieldRules.refused("/mishap", "is LOST|TWICE|LATE|BEHIND_THE_NEXT"));
    Mishap mishap = new Mishap(kind, Duration.ofMillis(wanted.path("delayMillis").asLong()));
    String id = sandbox.referral(wanted.path("referralId").asText()).path("id").asText();
    for (int count = wanted.path("times").asInt(1); count > 0; count--) {
      sandbox.dispatcher().plan(id, mishap);
    }
    return SandboxResponse.empty(204);
  }

  private ObjectNode dispatch() {
    ObjectNode shown = sandbox.dispatcher().switches().toJson();
    return shown.put("offlineQueue", sandbox.dispatcher().offlineQueue().size());
  }

  private ArrayNode deliveries() {
    List<ObjectNode> shown =
        sandbox.dispatcher().deliveries().stream().map(one -> one.toJson()).toList();
    return (ArrayNode) SandboxJson.tree(shown);
  }

  private static SandboxResponse done(Runnable action) {
    action.run();
    return SandboxResponse.empty(204);
  }
}
