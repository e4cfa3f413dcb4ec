package dev.cosell.bridge.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.salesforce.setup.SalesforceSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A client with manners, for the tests of the sandbox: logged in, JSON unless overridden. */
final class Caller {

  static final String BASE = "/services/data/v62.0/";

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final URI url;
  private String token = "";

  Caller(URI url) {
    this.url = url;
  }

  /** An answer, its body read as JSON where it is. */
  record Answer(HttpResponse<String> raw) {

    int status() {
      return raw.statusCode();
    }

    String header(String name) {
      return raw.headers().firstValue(name).orElse("");
    }

    String text() {
      return raw.body();
    }

    JsonNode json() {
      return SandboxJson.parse(raw.body());
    }

    /** The code of the first error. */
    String code() {
      return json().path(0).path("errorCode").asText();
    }

    /** The message of the first error. */
    String message() {
      return json().path(0).path("message").asText();
    }

    /** The fields of the first error. */
    List<String> fields() {
      return json().path(0).path("fields").valueStream().map(JsonNode::asText).toList();
    }

    /** The id in the answer of a create. */
    String id() {
      if (!json().path("id").isTextual()) {
        throw new AssertionError("no id in " + text());
      }
      return json().path("id").asText();
    }
  }

  /** Fetches a token that later requests use. */
  Answer login() {
    Answer answer =
        login(
            "grant_type=client_credentials&client_id="
                + encoded(SalesforceSettings.CLIENT_ID)
                + "&client_secret="
                + encoded(SalesforceSettings.CLIENT_SECRET));
    token = answer.json().path("access_token").asText();
    return answer;
  }

  Answer login(String form, String... headers) {
    Map<String, String> all = headers(headers);
    all.putIfAbsent("Content-Type", "application/x-www-form-urlencoded");
    return exchange("POST", URI.create(url + "/services/oauth2/token"), form, all);
  }

  String token() {
    return token;
  }

  Answer query(String soql, String... headers) {
    return get("query/?q=" + encoded(soql), headers);
  }

  /** The records of a query that must succeed. */
  JsonNode records(String soql) {
    Answer answer = query(soql);
    if (answer.status() != 200) {
      throw new AssertionError(answer.text());
    }
    return answer.json().path("records");
  }

  Answer get(String path, String... headers) {
    return send("GET", path, "", headers);
  }

  Answer post(String path, String body, String... headers) {
    return send("POST", path, body, headers);
  }

  Answer patch(String path, String body, String... headers) {
    return send("PATCH", path, body, headers);
  }

  Answer delete(String path, String... headers) {
    return send("DELETE", path, "", headers);
  }

  Answer control(String method, String path, String body) {
    return exchange(method, URI.create(url + "/sandbox/" + path), body, headers());
  }

  /** Sends below the API's base, or to a path of the host; an empty header is left out. */
  Answer send(String method, String path, String body, String... headers) {
    Map<String, String> all = headers(headers);
    all.putIfAbsent("Authorization", "Bearer " + token);
    all.putIfAbsent("Content-Type", body.isEmpty() ? "" : "application/json");
    String whole = path.startsWith("/") ? path : BASE + path;
    return exchange(method, URI.create(url + whole), body, all);
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static Map<String, String> headers(String... headers) {
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int index = 0; index < headers.length; index += 2) {
      all.put(headers[index], headers[index + 1]);
    }
    return all;
  }

  private static Answer exchange(
      String method, URI address, String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    headers.values().removeIf(String::isEmpty);
    headers.forEach(request::header);
    try {
      return new Answer(HTTP.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
