package dev.cosell.bridge.sandbox.salesforce.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.salesforce.record.Organization;
import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;
import dev.cosell.bridge.sandbox.salesforce.setup.SalesforceSettings;

/** Answers requests of a session, each as one transaction. */
final class DataApi {

  private final Organization organization;
  private final ApiUsage usage;
  private final QueryRequests queries;
  private final SObjectRequests sObjects;
  private final SObjectCollections collections;
  private final SObjectTree tree;
  private final Composite composite;
  private final CompositeBatch batch;

  DataApi(Organization organization, ApiUsage usage, QueryRequests queries) {
    this.organization = organization;
    this.usage = usage;
    this.queries = queries;
    this.sObjects = new SObjectRequests(organization);
    this.collections = new SObjectCollections(organization);
    this.tree = new SObjectTree(organization);
    this.composite = new Composite(organization, this::answer);
    this.batch = new CompositeBatch(this::answer);
  }

  ApiAnswer answer(ApiRequest request) {
    try {
      return organization.transact(() -> route(request));
    } catch (SalesforceError refused) {
      return ApiAnswer.of(refused);
    } catch (SeveralRecords several) {
      return several.answer(request.version());
    }
  }

  private ApiAnswer route(ApiRequest request) {
    return switch (request.at(0)) {
      case "" -> ApiAnswer.of(200, ApiVersions.resources(request.version()));
      case "sobjects" -> sObjects.answer(request);
      case "query", "queryAll" -> queries.answer(request);
      case "composite" -> composite(request);
      case "limits" -> ApiAnswer.of(200, usage.limits());
      case "connect" -> connect(request);
      default -> throw SalesforceError.notFound();
    };
  }

  private ApiAnswer composite(ApiRequest request) {
    String kind = request.at(1);
    if (kind.equals("sobjects")) {
      return collections.answer(request);
    }
    if (kind.equals("tree")) {
      return tree.answer(request);
    }
    if (!request.method().equals("POST")) {
      throw request.notAllowed("POST");
    }
    return switch (kind) {
      case "" -> composite.answer(request);
      case "batch" -> batch.answer(request);
      case "graph" -> throw SalesforceError.notSimulated("composite graphs");
      default -> throw SalesforceError.notFound();
    };
  }

  private ApiAnswer connect(ApiRequest request) {
    if (!request.at(1).equals("organization")) {
      throw SalesforceError.notFound();
    }
    boolean several = organization.settings().features().multiCurrency();
    ObjectNode body = SandboxJson.object().put("accessTimeout", 7200);
    ObjectNode features = body.putObject("features").put("chatter", true);
    features.put("defaultCurrencyIsoCode", several ? null : SalesforceSettings.DEFAULT_CURRENCY);
    features.put("multiCurrency", several);
    body.put("name", "Partner Example").put("orgId", Organization.ID);
    return ApiAnswer.of(200, body);
  }
}
