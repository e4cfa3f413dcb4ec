package dev.cosell.bridge.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cosell.bridge.CosellBridge;
import dev.cosell.bridge.link.Links;
import dev.cosell.bridge.run.Runs;
import dev.cosell.bridge.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The bridge, called over HTTP as an operator calls it. */
@CamelSpringBootTest
@SpringBootTest(
    classes = CosellBridge.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.datasource.url=jdbc:h2:mem:operations;DB_CLOSE_DELAY=-1",
      "spring.security.user.name=operator",
      "spring.security.user.password=operators-password"
    })
abstract class OperationsScenario {

  static final Sandbox SANDBOX = started();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LOGIN = basic("operator", "operators-password");

  @LocalServerPort int port;
  @Autowired Links links;
  @Autowired Runs runs;
  @Autowired JdbcClient jdbc;

  private final HttpClient http = HttpClient.newHttpClient();

  private static Sandbox started() {
    try {
      return Sandbox.start();
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
  }

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    SANDBOX.bridgeSettings().forEach((name, value) -> registry.add(name, () -> value));
  }

  /** An answer; {@code json} is missing where the body is none. */
  record Answer(int status, String type, String body, JsonNode json, HttpHeaders headers) {

    String text(String field) {
      return json.path(field).asText();
    }
  }

  Answer get(String path) {
    return send(request(path).header("Authorization", LOGIN).GET());
  }

  Answer post(String path) {
    return send(
        request(path).header("Authorization", LOGIN).POST(HttpRequest.BodyPublishers.noBody()));
  }

  Answer delete(String path) {
    return send(loggedIn(path).DELETE());
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  HttpRequest.Builder loggedIn(String path) {
    return request(path).header("Authorization", LOGIN);
  }

  Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      String type = answer.headers().firstValue("Content-Type").orElse("");
      return new Answer(
          answer.statusCode(), type, answer.body(), json(type, answer.body()), answer.headers());
    } catch (IOException | InterruptedException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static JsonNode json(String type, String body) throws IOException {
    return type.contains("json") ? JSON.readTree(body) : JSON.missingNode();
  }

  static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }
}
