package dev.cosell.bridge.sandbox.partnercenter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.Refused;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What a POST must hold, and what the service makes of it. */
final class NewReferral {

  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
  private static final Set<String> HELP =
      Set.of(
          "WorkloadSpecificValueProposition",
          "CustomerTechnicalArchitecture",
          "ProofOfConceptOrDemo",
          "QuotesOrLicensing",
          "PostSalesCustomerSuccess",
          "GeneralOrOther");
  private static final List<String> CHECKED =
      List.of(
          "/details/dealValue",
          "/details/currency",
          "/details/closingDateTime",
          "/details/requirements/solutions",
          "/customerProfile/team",
          "/team");
  private static final List<String> PORTAL =
      List.of(
          "/name",
          "/customerProfile/name",
          "/customerProfile/address/addressLine1",
          "/customerProfile/address/city",
          "/customerProfile/address/country",
          "/details/dealValue",
          "/details/currency",
          "/details/closingDateTime",
          "/details/notes",
          "/details/requirements/solutions/0",
          "/team/0");
  private static final List<String> SET_BY_THE_SERVICE =
      List.of(
          "id",
          "organizationId",
          "organizationName",
          "createdDateTime",
          "updatedDateTime",
          "expirationDateTime",
          "acceptedDateTime",
          "closedDateTime",
          "direction",
          "eTag",
          "links",
          "lastRunId",
          "trackingInfo",
          "registrations",
          "registrationStatus",
          "statusReason");

  private final ObjectNode sent;

  /**
   * Checks what was sent.
   *
   * @throws Refused 400 when something is missing or does not fit
   */
  NewReferral(ObjectNode sent, Strictness strictness) {
    this.sent = sent;
    require("/type");
    Stream.of("/customerProfile", "/consent", "/details").forEach(this::requireObject);
    if (!Set.of("Shared", "Independent").contains(sent.path("type").asText())) {
      throw FieldRules.refused("/type", "must be Shared or Independent");
    }
    if (strictness.demandPortalFields()) {
      PORTAL.forEach(this::require);
    }
    requireCountry(sent.at("/customerProfile/address/country"));
    for (String path : CHECKED) {
      if (!absent(path)) {
        replace(path, FieldRules.kept(path, sent.at(path)));
      }
    }
  }

  boolean joinsEngagement() {
    return !sent.path("engagementId").asText("").isEmpty();
  }

  String engagementId() {
    return sent.path("engagementId").asText().toLowerCase(Locale.ROOT);
  }

  /** The own referral: active and accepted at once, whatever was sent. */
  ObjectNode own(Organization organization) {
    ObjectNode referral = sent.deepCopy().remove(SET_BY_THE_SERVICE);
    organization.takeOver(referral);
    referral.put("status", "Active").put("substatus", "Accepted").put("direction", "Outgoing");
    if (!referral.hasNonNull("qualification")) {
      referral.put("qualification", "SalesQualified");
    }
    invitedBy(referral, organization);
    if (asksForHelp()) {
      // who asks Microsoft for help lets it see the deal
      referral
          .withObjectProperty("consent")
          .put("consentToShareReferralWithMicrosoftSellers", true);
    }
    return referral;
  }

  /**
   * Microsoft's own referral of the engagement: new and pending until Microsoft accepts.
   *
   * @throws Refused 400 when it is not addressed to Microsoft, or asks for no help
   */
  ObjectNode microsofts(Organization inviter) {
    JsonNode target = sent.at("/target/0");
    if (!target.path("type").asText().equals("BusinessProfileLocation")
        || !target.path("id").asText().equals(Organization.MICROSOFT.id())) {
      throw FieldRules.refused("/target", "must be BusinessProfileLocation msft");
    }
    if (!sent.path("type").asText().equals("Shared")) {
      throw FieldRules.refused("/type", "must be Shared");
    }
    if (!asksForHelp()) {
      throw FieldRules.refused("/inviteContext/assistanceRequestCode", "names no kind of help");
    }
    require("/customerProfile/team/0");
    ObjectNode referral = own(inviter);
    Organization.MICROSOFT.takeOver(referral);
    return referral.put("status", "New").put("substatus", "Pending").put("direction", "Incoming");
  }

  private boolean asksForHelp() {
    return HELP.contains(sent.at("/inviteContext/assistanceRequestCode").asText());
  }

  private static void invitedBy(ObjectNode referral, Organization inviter) {
    ObjectNode context =
        referral.path("inviteContext") instanceof ObjectNode found
            ? found
            : referral.putObject("inviteContext");
    context
        .putObject("invitedBy")
        .put("organizationId", inviter.id())
        .put("organizationName", inviter.name());
  }

  private void require(String path) {
    if (absent(path) || (sent.at(path).isTextual() && sent.at(path).asText().isBlank())) {
      throw FieldRules.refused(path, "is required");
    }
  }

  private void requireObject(String path) {
    if (!sent.at(path).isObject()) {
      throw FieldRules.refused(path, "is required and an object");
    }
  }

  private boolean absent(String path) {
    return sent.at(path).isMissingNode() || sent.at(path).isNull();
  }

  private void replace(String path, JsonNode value) {
    int slash = path.lastIndexOf('/');
    ((ObjectNode) sent.at(path.substring(0, slash))).set(path.substring(slash + 1), value);
  }

  private static void requireCountry(JsonNode country) {
    if (!country.isMissingNode() && !COUNTRIES.contains(country.asText())) {
      throw FieldRules.refused(
          "/customerProfile/address/country", "is not an ISO 3166-1 alpha-2 code");
    }
  }
}
