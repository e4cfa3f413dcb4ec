package dev.cosell.bridge.sandbox.entra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EntraSandboxTest {

  private static final String SCOPE = "https://api.partner.microsoft.com/.default";
  private static final String AUDIENCE = "https://api.partner.microsoft.com";

  private final TestClock clock = new TestClock();
  private final HttpClient http = HttpClient.newHttpClient();
  private EntraSandbox entra;

  @BeforeEach
  void start() throws IOException {
    entra = EntraSandbox.start(EntraSettings.defaults(), clock);
  }

  @AfterEach
  void stop() {
    entra.close();
  }

  @Test
  void grantsATokenForTheAudienceOfTheScope() throws Exception {
    JsonNode granted = json(post(refresh()));
    String token = granted.path("access_token").asText();
    assertThat(granted.path("token_type").asText()).isEqualTo("Bearer");
    assertThat(granted.path("expires_in").isNumber()).isTrue();
    assertThat(granted.path("expires_in").asInt()).isEqualTo(3600);
    assertThat(entra.accepts(token, AUDIENCE)).isTrue();
    assertThat(entra.accepts(token, SCOPE)).isTrue();
    assertThat(entra.accepts(token, "https://api.partnercenter.microsoft.com")).isFalse();
    assertThat(entra.accepts("made-up", AUDIENCE)).isFalse();
  }

  @Test
  void grantsAnAppTokenWithoutARefreshToken() throws Exception {
    JsonNode granted = json(post(appOnly()));
    assertThat(entra.accepts(granted.path("access_token").asText(), AUDIENCE)).isTrue();
    assertThat(granted.has("refresh_token")).isFalse();
  }

  @Test
  void takesTheClientFromABasicHeaderToo() throws Exception {
    Map<String, String> form = appOnly();
    String id = Objects.requireNonNull(form.remove("client_id"));
    String secret = encoded(Objects.requireNonNull(form.remove("client_secret")));
    String basic =
        Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
    HttpRequest request = request(form).header("Authorization", "Basic " + basic).build();
    assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  @Test
  void rotatesTheRefreshTokenAndLeavesTheOldOneValid() throws Exception {
    String second = json(post(refresh())).path("refresh_token").asText();
    assertThat(second).isNotEqualTo(EntraSettings.PARTNER_CENTER.refreshToken());
    assertThat(post(refresh("refresh_token", second)).statusCode()).isEqualTo(200);
    assertThat(post(refresh()).statusCode()).isEqualTo(200);
  }

  @Test
  void endsTheUsedRefreshTokenUnderStrictRotation() throws Exception {
    control("switches", "{\"strictRotation\":true}");
    String second = json(post(refresh())).path("refresh_token").asText();
    refuses(refresh(), 400, "invalid_grant", 70000);
    assertThat(post(refresh("refresh_token", second)).statusCode()).isEqualTo(200);
  }

  @Test
  void refusesAsEntraDoes() throws Exception {
    refuses(refresh("client_secret", "wrong"), 401, "invalid_client", 7000215);
    refuses(refresh("client_secret", null), 401, "invalid_client", 7000218);
    refuses(refresh("client_id", "nobody"), 400, "unauthorized_client", 700016);
    refuses(refresh("client_id", null), 400, "invalid_request", 900144);
    refuses(refresh("grant_type", "password"), 400, "unsupported_grant_type", 70003);
    refuses(refresh("grant_type", null), 400, "invalid_request", 900144);
    refuses(refresh("refresh_token", "wrong"), 400, "invalid_grant", 70000);
    refuses(refresh("scope", "User.Read"), 400, "invalid_scope", 1002012);
    refuses(refresh("scope", null), 400, "invalid_request", 900144);
  }

  @Test
  void refusesTheRefreshTokenOfAnotherClient() throws Exception {
    Map<String, String> form = refresh("client_id", EntraSettings.DYNAMICS.id());
    form.put("client_secret", EntraSettings.DYNAMICS.secret());
    refuses(form, 400, "invalid_grant", 70000);
  }

  @Test
  void refusesAnAudienceThatDoesNotExist() throws Exception {
    entra.change(settings -> settings.withResources(Set.of("https://org.crm.example/")));
    refuses(refresh(), 400, "invalid_resource", 500011);
    assertThat(post(refresh("scope", "https://org.crm.example/.default")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void refusesAnotherTenantAndAJsonBody() throws Exception {
    URI elsewhere = URI.create(entra.server().url() + "/other/oauth2/v2.0/token");
    HttpRequest otherTenant = request(refresh()).uri(elsewhere).build();
    isRefused(http.send(otherTenant, BodyHandlers.ofString()), 400, "invalid_request", 90002);
    HttpRequest json =
        HttpRequest.newBuilder(entra.tokenUrl())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"grant_type\":\"refresh_token\"}"))
            .build();
    isRefused(http.send(json, BodyHandlers.ofString()), 400, "invalid_request", 900144);
  }

  @Test
  void endsATokenWhenItsTimeIsUp() throws Exception {
    String token = json(post(refresh())).path("access_token").asText();
    clock.advance(Duration.ofSeconds(3599));
    assertThat(entra.accepts(token, AUDIENCE)).isTrue();
    clock.advance(Duration.ofSeconds(1));
    assertThat(entra.accepts(token, AUDIENCE)).isFalse();
  }

  @Test
  void endsAllTokensOnCommand() throws Exception {
    String token = json(post(refresh())).path("access_token").asText();
    assertThat(control("expire", "").statusCode()).isEqualTo(204);
    assertThat(entra.accepts(token, AUDIENCE)).isFalse();
    control("revoke", "");
    refuses(refresh(), 400, "invalid_grant", 70000);
    assertThat(entra.tokenRequests()).isEqualTo(2);
  }

  @Test
  void writesNumbersAsTextLikeTheFirstVersionOfTheEndpoint() throws Exception {
    control("switches", "{\"numbersAsText\":true,\"lifetimeSeconds\":7}");
    JsonNode granted = json(post(refresh()));
    assertThat(granted.path("expires_in").isTextual()).isTrue();
    assertThat(granted.path("expires_in").asText()).isEqualTo("7");
    assertThat(granted.path("resource").asText()).isEqualTo(AUDIENCE);
  }

  private static Map<String, String> refresh() {
    return new HashMap<>(
        Map.of(
            "grant_type", "refresh_token",
            "client_id", EntraSettings.PARTNER_CENTER.id(),
            "client_secret", EntraSettings.PARTNER_CENTER.secret(),
            "refresh_token", Objects.requireNonNull(EntraSettings.PARTNER_CENTER.refreshToken()),
            "scope", SCOPE));
  }

  private static Map<String, String> refresh(String name, @Nullable String value) {
    Map<String, String> form = refresh();
    if (value == null) {
      form.remove(name);
    } else {
      form.put(name, value);
    }
    return form;
  }

  private static Map<String, String> appOnly() {
    Map<String, String> form = refresh("grant_type", "client_credentials");
    form.remove("refresh_token");
    return form;
  }

  private void refuses(Map<String, String> form, int status, String error, int code)
      throws Exception {
    isRefused(post(form), status, error, code);
  }

  private static void isRefused(HttpResponse<String> answer, int status, String error, int code) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(json(answer).path("error").asText()).isEqualTo(error);
    assertThat(json(answer).path("error_codes").path(0).asInt()).isEqualTo(code);
    assertThat(json(answer).path("error_description").asText()).startsWith("AADSTS" + code + ": ");
  }

  private HttpResponse<String> post(Map<String, String> form) throws Exception {
    return http.send(request(form).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return HttpRequest.newBuilder(entra.tokenUrl())
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(body));
  }

  private HttpResponse<String> control(String what, String body) throws Exception {
    URI url = URI.create(entra.server().url() + "/sandbox/" + what);
    return http.send(
        HttpRequest.newBuilder(url).POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return SandboxJson.parse(answer.body());
  }

  private static final class TestClock extends Clock {
    private Instant now = Instant.parse("2030-01-05T10:00:00Z");

    void advance(Duration duration) {
      now = now.plus(duration);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
