package dev.cosell.bridge.sandbox.partnercenter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.entra.BearerGate;
import dev.cosell.bridge.sandbox.http.Refused;
import dev.cosell.bridge.sandbox.http.SandboxHandler;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import dev.cosell.bridge.sandbox.http.UtcTime;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** The Referrals API below {@code /v1.0/engagements/referrals}. */
final class ReferralsApi implements SandboxHandler {

  /** What {@code lastModifiedVia} says after a call of the API. */
  static final String VIA = "Api";

  private static final String REFERRALS = "/v1.0/engagements/referrals";
  private static final List<String> CORRELATION = List.of("client-request-id", "MS-CorrelationId");

  private final BearerGate gate;
  private final Referrals referrals;
  private final ReferralList list;
  private final ReferralCreation creation;
  private final Organization organization;
  private final StrictnessSwitch strictness;

  ReferralsApi(
      BearerGate gate,
      Referrals referrals,
      PartnerCenterSettings settings,
      StrictnessSwitch strictness) {
    this.gate = gate;
    this.referrals = referrals;
    this.organization = settings.organization();
    this.strictness = strictness;
    this.list = new ReferralList(referrals, settings, strictness);
    this.creation = new ReferralCreation(referrals, organization, strictness);
  }

  @Override
  public SandboxResponse answer(SandboxRequest request) {
    return signed(request, refusable(request));
  }

  private SandboxResponse refusable(SandboxRequest request) {
    try {
      gate.check(request);
      requireCorrelation(request);
      return routed(request);
    } catch (Refused refused) {
      return ReferralError.response(refused);
    }
  }

  private SandboxResponse routed(SandboxRequest request) {
    String path = request.path();
    if (path.equals(REFERRALS)) {
      return switch (request.method()) {
        case "GET" -> SandboxJson.response(200, list.page(request.parameters(), host(request)));
        case "POST" -> created(request);
        default -> throw notAllowed(request);
      };
    }
    String id = path.startsWith(REFERRALS + "/") ? path.substring(REFERRALS.length() + 1) : "";
    if (id.isEmpty() || id.contains("/")) {
      throw new Refused(404, "itemNotFound", "There is no resource " + path + ".");
    }
    return switch (request.method()) {
      case "GET" -> shown(200, referrals.get(id), request);
      case "PATCH" -> patched(id, request);
      default -> throw notAllowed(request);
    };
  }

  private SandboxResponse created(SandboxRequest request) {
    requireJson(request);
    ObjectNode sent = SandboxJson.parseObject(request.body());
    ObjectNode created = creation.create(sent, request.header("MS-RequestId"));
    return shown(strictness.current().createdStatus(), created, request);
  }

  private SandboxResponse patched(String id, SandboxRequest request) {
    if (!organization.owns(referrals.get(id))) {
      throw new Refused(403, "accessDenied", "Referral " + id + " belongs to another party.");
    }
    ObjectNode after = referrals.change(id, VIA, referral -> edit(referral, request));
    // No source promises an ETag with the 204: who needs the new tag prefers the representation.
    boolean wanted =
        request
            .header("Prefer")
            .filter(value -> value.contains("return=representation"))
            .isPresent();
    return wanted
        ? shown(200, after, request).with("Preference-Applied", "return=representation")
        : SandboxResponse.empty(204);
  }

  private void edit(ObjectNode referral, SandboxRequest request) {
    requireMatch(referral, request.header("If-Match"));
    requireJson(request);
    ReferralPatch.parse(request.body()).applyTo(referral, strictness.current());
  }

  private static void requireMatch(ObjectNode referral, Optional<String> tag) {
    String current = referral.path("eTag").asText();
    if (tag.isPresent() && !tag.get().equals("*") && !tag.get().equals(current)) {
      throw new Refused(
          412,
          "preconditionFailed",
          "If-Match does not hold the present eTag with its quotes: " + tag.get());
    }
  }

  private static void requireJson(SandboxRequest request) {
    String type = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    if (!type.equals("application/json") && !type.startsWith("application/json;")) {
      throw new Refused(415, "invalidRequest", "Content-Type must be application/json.");
    }
  }

  private static void requireCorrelation(SandboxRequest request) {
    List<String> sent =
        CORRELATION.stream().map(request::header).flatMap(Optional::stream).toList();
    if (sent.isEmpty()) {
      throw new Refused(400, "invalidRequest", "client-request-id or MS-CorrelationId is needed.");
    }
    sent.forEach(ReferralsApi::requireGuid);
  }

  private static void requireGuid(String id) {
    if (!id.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
      throw new Refused(400, "invalidRequest", "A request id is a GUID, not '" + id + "'.");
    }
  }

  private static Refused notAllowed(SandboxRequest request) {
    return new Refused(405, "invalidRequest", request.method() + " is not allowed here.");
  }

  private static SandboxResponse shown(int status, ObjectNode referral, SandboxRequest request) {
    ObjectNode body = ReferralLinks.added(referral, host(request));
    return SandboxJson.response(status, body).with("ETag", referral.path("eTag").asText());
  }

  private static SandboxResponse signed(SandboxRequest request, SandboxResponse response) {
    String ours = UUID.randomUUID().toString();
    String theirs =
        CORRELATION.stream()
            .map(request::header)
            .flatMap(Optional::stream)
            .findFirst()
            .orElse(ours);
    return response
        .with("request-id", ours)
        .with("client-request-id", theirs)
        .with("timestamp", UtcTime.zulu(Instant.now()));
  }

  private static String host(SandboxRequest request) {
    return request.header("Host").orElse("127.0.0.1");
  }
}
