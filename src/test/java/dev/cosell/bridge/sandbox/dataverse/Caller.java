package dev.cosell.bridge.sandbox.dataverse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client with manners, for the tests of the sandbox: all demanded headers unless overridden. */
final class Caller {

  static final String TOKEN = "a-valid-token";

  private static final Pattern GUID = Pattern.compile("\\(([0-9a-f-]{36})\\)");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final URI url;

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
      try {
        return Json.MAPPER.readTree(raw.body());
      } catch (JsonProcessingException notJson) {
        throw new AssertionError(raw.body(), notJson);
      }
    }

    String code() {
      return json().path("error").path("code").asText();
    }

    String message() {
      return json().path("error").path("message").asText();
    }

    /** The guid in OData-EntityId. */
    UUID id() {
      Matcher guid = GUID.matcher(header("OData-EntityId"));
      if (!guid.find()) {
        throw new AssertionError("no id in " + raw.headers() + raw.body());
      }
      return UUID.fromString(guid.group(1));
    }
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

  /** Follows an absolute address as it is. */
  Answer follow(String address, String... headers) {
    return exchange("GET", URI.create(address), "", headers);
  }

  Answer control(String method, String path, String body) {
    return exchange(method, URI.create(url + "/sandbox/" + path), body);
  }

  /** Sends below the API's base; a header with an empty value is left out. */
  Answer send(String method, String path, String body, String... headers) {
    return exchange(method, URI.create(url + DataverseApi.BASE + path), body, headers);
  }

  private static Answer exchange(String method, URI address, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.put("Authorization", "Bearer " + TOKEN);
    all.put("OData-Version", "4.0");
    all.put("OData-MaxVersion", "4.0");
    all.put("Content-Type", body.isEmpty() ? "" : "application/json");
    for (int index = 0; index < headers.length; index += 2) {
      all.put(headers[index], headers[index + 1]);
    }
    all.values().removeIf(String::isEmpty);
    all.forEach(request::header);
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
