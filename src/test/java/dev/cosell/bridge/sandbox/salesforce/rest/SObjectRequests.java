package dev.cosell.bridge.sandbox.salesforce.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.salesforce.record.Organization;
import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;
import dev.cosell.bridge.sandbox.salesforce.setup.SObjectType;
import dev.cosell.bridge.sandbox.salesforce.setup.Schema;

/** Everything below {@code /sobjects}. */
final class SObjectRequests {

  private final Organization organization;
  private final RecordRequests records;
  private final Replication replication;

  SObjectRequests(Organization organization) {
    this.organization = organization;
    this.records = new RecordRequests(organization);
    this.replication = new Replication(organization);
  }

  ApiAnswer answer(ApiRequest request) {
    if (request.path().size() == 1) {
      return all(request);
    }
    SObjectType type = type(organization.apiSchema(), request.at(1));
    return switch (request.path().size()) {
      case 2 -> one(type, request);
      case 3 -> below(type, request);
      case 4 -> records.byExternalId(type, request);
      default -> throw SalesforceError.notFound();
    };
  }

  private ApiAnswer all(ApiRequest request) {
    requireGet(request);
    Describe describe = describe(request);
    ObjectNode all = SandboxJson.object().put("encoding", "UTF-8").put("maxBatchSize", 200);
    all.putArray("sobjects")
        .addAll(
            organization.apiSchema().types().stream()
                .filter(Describe::isPublic)
                .map(describe::summary)
                .toList());
    return ApiAnswer.of(200, all);
  }

  private ApiAnswer one(SObjectType type, ApiRequest request) {
    if (request.method().equals("POST")) {
      return records.create(type, request);
    }
    if (!request.isGet()) {
      throw request.notAllowed("HEAD", "GET", "POST");
    }
    ObjectNode basic = SandboxJson.object();
    basic.set("objectDescribe", describe(request).summary(type));
    basic.putArray("recentItems");
    return ApiAnswer.of(200, basic);
  }

  private ApiAnswer below(SObjectType type, ApiRequest request) {
    return switch (request.at(2)) {
      case "describe" -> {
        requireGet(request);
        yield ApiAnswer.of(200, describe(request).whole(type));
      }
      case "updated" -> {
        requireGet(request);
        yield replication.updated(type, request);
      }
      case "deleted" -> {
        requireGet(request);
        yield replication.deleted(type, request);
      }
      default -> records.byId(type, request);
    };
  }

  /** An sObject that a user sees; 404 when there is none. */
  static SObjectType type(Schema schema, String name) {
    return schema.type(name).filter(Describe::isPublic).orElseThrow(SalesforceError::notFound);
  }

  private Describe describe(ApiRequest request) {
    return new Describe(organization.apiSchema(), request.version());
  }

  private static void requireGet(ApiRequest request) {
    if (!request.isGet()) {
      throw request.notAllowed("HEAD", "GET");
    }
  }
}
