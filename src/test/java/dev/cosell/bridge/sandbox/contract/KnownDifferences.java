package dev.cosell.bridge.sandbox.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Every known difference between the contracts and the documentation; there are no others. */
public final class KnownDifferences {

  private static final String REQUIREMENTS = "/details/properties/requirements/properties";

  /** Of the Referrals API. */
  public static final List<KnownDifference> REFERRALS =
      List.of(
          new KnownDifference(
              "3: the two deal registration paths only differ by trailing slashes; on the wire it"
                  + " is one URL",
              contract -> {
                paths(contract).remove("/referrals/{id}/");
                paths(contract).remove("/referrals/{id}//");
              }),
          new KnownDifference(
              "3: PATCH answers 204 without the body that the contract gives it, and 200 with one"
                  + " on Prefer: return=representation",
              contract -> {
                ObjectNode responses = responses(contract, "/referrals/{id}", "patch");
                responses.set("200", responses.path("204").deepCopy());
                ((ObjectNode) responses.path("204")).remove("schema");
              }),
          new KnownDifference(
              "3 and 13: newer pages let POST answer 201",
              contract -> {
                ObjectNode responses = responses(contract, "/referrals", "post");
                responses.set("201", responses.path("200").deepCopy());
              }),
          new KnownDifference(
              "11: the contract lists not all error statuses, and gives them no body",
              contract -> declareErrors(contract, 405, 409, 412, 415, 429, 503)),
          new KnownDifference(
              "10: the next page is asked for with $skiptoken",
              contract ->
                  parameters(contract, "/referrals", "get")
                      .add(
                          SandboxJson.object()
                              .put("name", "$skiptoken")
                              .put("in", "query")
                              .put("type", "string"))),
          new KnownDifference(
              "5.6: salesStage is a free string, not the contract's enum",
              contract -> ((ObjectNode) referral(contract).path("salesStage")).remove("enum")),
          new KnownDifference(
              "5.4: the contract puts the properties of additionalRequirements below items, where"
                  + " they mean nothing, and knows no iot",
              contract ->
                  ((ObjectNode) referral(contract).at(REQUIREMENTS))
                      .set(
                          "additionalRequirements",
                          SandboxJson.parse(
                              """
                              {"type":"object","properties":{
                                "iot":{"type":"object","additionalProperties":true},
                                "attributes":{"type":"array","items":{"type":"object",
                                  "properties":{"type":{"type":"string"},
                                                "id":{"type":"string"}}}}}}"""))),
          new KnownDifference(
              "9.1: the value of a patch operation has no type, which the parser takes for object",
              contract -> {
                ObjectNode operation = patchOperation(contract);
                ((ObjectNode) operation.path("properties")).remove("value");
                operation.put("additionalProperties", true);
              }),
          new KnownDifference(
              "5.5 and 5.3: the inviter's number and a newer consent are only in samples",
              contract -> {
                ((ObjectNode) referral(contract).at("/inviteContext/properties"))
                    .set("invitedMpnId", SandboxJson.object().put("type", "string"));
                ((ObjectNode) referral(contract).at("/consent/properties"))
                    .set(
                        "consentToMicrosoftToContactSpecificPartners",
                        SandboxJson.object().put("type", "boolean"));
              }),
          new KnownDifference(
              "5: any property may be null (expirationDateTime, contactPreference, ...)",
              contract -> allowNull(contract.path("definitions"))));

  /** Of the Webhooks API. */
  public static final List<KnownDifference> WEBHOOKS =
      List.of(
          new KnownDifference(
              "12.1: a test event is answered with an object, not with a bare string",
              contract ->
                  ((ObjectNode)
                          responses(contract, "/v{version}/registration/validationEvents", "post")
                              .path("200"))
                      .set(
                          "schema",
                          SandboxJson.parse(
                              """
                              {"type":"object","required":["correlationId"],
                               "properties":{"correlationId":{"type":"string"}}}"""))),
          new KnownDifference(
              "11 and 12.1: the contract lists not all error statuses, and gives them no body",
              contract -> declareErrors(contract, 405, 409, 415, 429, 503)));

  private KnownDifferences() {}

  private static ObjectNode paths(ObjectNode contract) {
    return (ObjectNode) contract.path("paths");
  }

  private static ObjectNode responses(ObjectNode contract, String path, String verb) {
    return (ObjectNode) paths(contract).path(path).path(verb).path("responses");
  }

  private static ArrayNode parameters(ObjectNode contract, String path, String verb) {
    return (ArrayNode) paths(contract).path(path).path(verb).path("parameters");
  }

  // Made a definition of its own: inline, the parser would forget either its properties or that
  // there may be others.
  private static ObjectNode patchOperation(ObjectNode contract) {
    ObjectNode definitions = (ObjectNode) contract.path("definitions");
    ObjectNode document =
        (ObjectNode)
            definitions.path(
                "Microsoft.Partner.Service.PartnerReferrals.Contracts.V3.UpdateReferralDetails");
    ObjectNode operation = (ObjectNode) document.path("items");
    document.putObject("items").put("$ref", "#/definitions/PatchOperation");
    definitions.set("PatchOperation", operation);
    return operation;
  }

  private static JsonNode referral(ObjectNode contract) {
    return contract
        .path("definitions")
        .path("Microsoft.Partner.Service.PartnerReferrals.Contracts.V3.Referral")
        .path("properties");
  }

  private static void declareErrors(ObjectNode contract, int... statuses) {
    for (JsonNode operation : operations(contract).toList()) {
      ObjectNode responses = (ObjectNode) operation.path("responses");
      IntStream.of(statuses)
          .mapToObj(Integer::toString)
          .filter(status -> !responses.has(status))
          .forEach(status -> responses.putObject(status).put("description", "An error."));
      responses
          .propertyStream()
          .filter(response -> response.getKey().compareTo("400") >= 0)
          .forEach(response -> giveBody((ObjectNode) response.getValue()));
    }
  }

  private static void giveBody(ObjectNode error) {
    error.putObject("schema").put("type", "object").put("additionalProperties", true);
  }

  private static Stream<JsonNode> operations(ObjectNode contract) {
    return contract.path("paths").valueStream().flatMap(JsonNode::valueStream);
  }

  private static void allowNull(JsonNode schema) {
    if (schema instanceof ObjectNode object && object.path("type").isTextual()) {
      object.put("x-nullable", true);
    }
    schema.forEach(KnownDifferences::allowNull);
  }
}
