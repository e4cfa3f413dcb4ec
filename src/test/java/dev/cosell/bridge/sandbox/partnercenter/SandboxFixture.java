package dev.cosell.bridge.sandbox.partnercenter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.sandbox.entra.EntraSandbox;
import dev.cosell.bridge.sandbox.entra.EntraSettings;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/** A Partner Center with its token endpoint, and a client that calls it correctly. */
final class SandboxFixture implements AutoCloseable {

  static final String REFERRALS = "/v1.0/engagements/referrals";

  final EntraSandbox entra;
  final PartnerCenterSandbox sandbox;
  private final HttpClient http = HttpClient.newHttpClient();
  private final PartnerCenterSettings settings;

  SandboxFixture(PartnerCenterSettings settings) throws IOException {
    this.settings = settings;
    entra = EntraSandbox.start(EntraSettings.defaults());
    sandbox = PartnerCenterSandbox.start(settings, entra);
  }

  @Override
  public void close() {
    sandbox.close();
    entra.close();
  }

  /** Creates a deal as in the portal. */
  JsonNode deal(DealKind kind) {
    return sandbox.create(kind, SandboxJson.object());
  }

  HttpResponse<String> get(String path) throws Exception {
    return send(request(path).GET().build());
  }

  HttpResponse<String> list(String option, String value) throws Exception {
    return get(REFERRALS + "?" + option + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
  }

  HttpResponse<String> post(String body) throws Exception {
    return send(request(REFERRALS).POST(BodyPublishers.ofString(body)).build());
  }

  HttpResponse<String> patch(String id, String body, String... headers) throws Exception {
    HttpRequest.Builder request = request(REFERRALS + "/" + id);
    for (int index = 0; index < headers.length; index += 2) {
      request.setHeader(headers[index], headers[index + 1]);
    }
    return send(request.method("PATCH", BodyPublishers.ofString(body)).build());
  }

  HttpResponse<String> control(String verb, String path, String body) throws Exception {
    URI url = URI.create(sandbox.url() + "/sandbox/" + path);
    return send(HttpRequest.newBuilder(url).method(verb, BodyPublishers.ofString(body)).build());
  }

  HttpResponse<String> webhooks(String verb, String path, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(sandbox.webhooksUrl() + "/webhooks/v1" + path))
            .header("Authorization", "Bearer " + entra.issue(settings.webhooksScope()))
            .header("Content-Type", "application/json")
            .header("MS-CorrelationId", UUID.randomUUID().toString())
            .method(verb, BodyPublishers.ofString(body))
            .build());
  }

  /** A request with everything that the API wants. */
  HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(sandbox.url() + path));
    headers().forEach(request::header);
    return request;
  }

  HttpResponse<String> send(HttpRequest request) throws Exception {
    return http.send(request, BodyHandlers.ofString());
  }

  private Map<String, String> headers() {
    return Map.of(
        "Authorization",
        "Bearer " + entra.issue(settings.scope()),
        "Content-Type",
        "application/json",
        "Accept",
        "application/json",
        "MS-CorrelationId",
        UUID.randomUUID().toString());
  }

  static JsonNode json(HttpResponse<String> answer) {
    return SandboxJson.parse(answer.body());
  }
}
