package dev.cosell.bridge.credential;

import static dev.cosell.bridge.sandbox.entra.EntraSettings.DYNAMICS;
import static dev.cosell.bridge.sandbox.entra.EntraSettings.PARTNER_CENTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.cosell.bridge.credential.AccessTokens.AccessToken;
import dev.cosell.bridge.remote.Gates;
import dev.cosell.bridge.remote.StallingServer;
import dev.cosell.bridge.remote.StallingServer.Moment;
import dev.cosell.bridge.remote.TimeOuts;
import dev.cosell.bridge.sandbox.entra.EntraClient;
import dev.cosell.bridge.sandbox.entra.EntraSandbox;
import dev.cosell.bridge.sandbox.entra.EntraSettings;
import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenEndpointTest {

  private static final String SCOPE = "https://api.partner.microsoft.com/.default";
  private static final String REFRESH_TOKEN = Objects.requireNonNull(PARTNER_CENTER.refreshToken());

  private EntraSandbox entra;

  @BeforeEach
  void start() throws IOException {
    entra = EntraSandbox.start(EntraSettings.defaults());
  }

  @AfterEach
  void stop() {
    entra.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void getsATokenByClientCredentials(boolean numbersAsText) {
    entra.change(settings -> settings.withNumbersAsText(numbersAsText));

    AccessToken token = endpoint("dynamics", DYNAMICS, SCOPE).clientCredentials();

    assertThat(entra.accepts(token.value(), SCOPE)).isTrue();
    assertThat(token.expiresAt())
        .isCloseTo(Instant.now().plus(Duration.ofHours(1)), within(30, ChronoUnit.SECONDS));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void getsATokenAndTheNextRefreshTokenByARefreshToken(boolean numbersAsText) {
    entra.change(settings -> settings.withNumbersAsText(numbersAsText));
    TokenEndpoint endpoint = endpoint("partner-center", PARTNER_CENTER, SCOPE);

    TokenEndpoint.Refreshed answer = endpoint.refresh(REFRESH_TOKEN);
    TokenEndpoint.Refreshed next =
        endpoint.refresh(Objects.requireNonNull(answer.nextRefreshToken()));

    assertThat(entra.accepts(next.accessToken().value(), SCOPE)).isTrue();
    assertThat(answer.nextRefreshToken()).isNotEqualTo(REFRESH_TOKEN);
    assertThat(answer).asString().doesNotContain(answer.accessToken().value());
  }

  @Test
  void saysWhichSettingIsWrongWhenTheSecretIs() {
    EntraClient wrong = new EntraClient(DYNAMICS.id(), "wr0ng-secret", null);

    assertRefused(
        failure(() -> endpoint("dynamics", wrong, SCOPE).clientCredentials()),
        "AADSTS7000215",
        "check cosell.dynamics.client-id, and set a client-secret");
  }

  @Test
  void saysWhichSettingIsWrongWhenTheClientIs() {
    EntraClient unknown = new EntraClient("nobody", DYNAMICS.secret(), null);

    assertRefused(
        failure(() -> endpoint("dynamics", unknown, SCOPE).clientCredentials()),
        "unauthorized_client",
        "check cosell.dynamics.client-id");
  }

  @Test
  void saysThatAPersonHasToSignInAgainWhenTheRefreshTokenIsRefused() {
    entra.revokeAll();

    assertRefused(
        failure(() -> endpoint("partner-center", PARTNER_CENTER, SCOPE).refresh(REFRESH_TOKEN)),
        "invalid_grant",
        "a person has to sign in and consent again, then set a new"
            + " cosell.partner-center.refresh-token");
  }

  @Test
  void saysWhichSettingIsWrongWhenTheScopeIs() {
    assertRefused(
        failure(() -> endpoint("dynamics", DYNAMICS, "nonsense").clientCredentials()),
        "invalid_scope",
        "check cosell.dynamics.scope");
  }

  @Test
  void saysWhichSettingsToCheckWhenTheTenantIsUnknown() {
    URI otherTenant = URI.create(entra.tokenUrl().toString().replace("0e0", "0f0"));

    assertRefused(
        failure(
            () ->
                new TokenEndpoint(
                        settings("dynamics", otherTenant, DYNAMICS, SCOPE), Gates.TIME_OUTS)
                    .clientCredentials()),
        "AADSTS90002",
        "check cosell.dynamics.token-url");
  }

  @ParameterizedTest
  @CsvSource({"500,''", "503,<html>", "502,{}", "429,''", "408,''", "404,<html>", "400,garbage"})
  void triesAgainLaterAfterAFailureOfTheEndpointItself(int status, String body) {
    fail(new Fault("POST", null, status, Map.of(), body, 1, false, 0));

    assertPassing(failure(() -> partnerCenter().refresh(REFRESH_TOKEN)));
    assertThat(partnerCenter().refresh(REFRESH_TOKEN)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "{}", "[1]", "null", "{\"access_token\":\"x\"}"})
  void triesAgainLaterAfterAnAnswerThatIsNoToken(String body) {
    fail(new Fault("POST", null, 200, Map.of(), body, 1, false, 0));

    assertPassing(failure(() -> partnerCenter().refresh(REFRESH_TOKEN)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"server_error", "temporarily_unavailable"})
  void triesAgainLaterWhenTheEndpointSaysThatItPasses(String error) {
    fail(new Fault("POST", null, 400, Map.of(), "{\"error\":\"" + error + "\"}", 1, false, 0));

    assertPassing(failure(() -> partnerCenter().refresh(REFRESH_TOKEN)));
  }

  @Test
  void triesAgainLaterWhenTheConnectionIsCut() {
    fail(new Fault("POST", null, 0, Map.of(), "", 1, false, 0));

    assertPassing(failure(() -> partnerCenter().refresh(REFRESH_TOKEN)));
  }

  @Test
  void triesAgainLaterWhenNobodyListens() {
    URI tokenUrl = entra.tokenUrl();
    entra.close();

    assertPassing(
        failure(
            () ->
                new TokenEndpoint(
                        settings("partner-center", tokenUrl, PARTNER_CENTER, SCOPE),
                        Gates.TIME_OUTS)
                    .refresh(REFRESH_TOKEN)));
  }

  @ParameterizedTest
  @EnumSource
  @Timeout(20)
  void triesAgainLaterWhenNoAnswerComesInTime(Moment moment) throws IOException {
    Duration soon = Duration.ofMillis(200);
    Duration late = Duration.ofMinutes(1);
    TimeOuts timeOuts =
        moment == Moment.BEFORE_THE_CONNECTION
            ? new TimeOuts(soon, late)
            : new TimeOuts(late, soon);
    try (StallingServer server = new StallingServer(moment)) {
      TokenEndpoint impatient =
          new TokenEndpoint(
              settings("partner-center", server.url(), PARTNER_CENTER, SCOPE), timeOuts);

      assertPassing(failure(() -> impatient.refresh(REFRESH_TOKEN)));
    }
  }

  @Test
  void leavesTheEndpointAloneForAsLongAsItAsks() {
    fail(new Fault("POST", null, 429, Map.of("Retry-After", "57"), "", 1, false, 0));

    assertThat(failure(() -> partnerCenter().refresh(REFRESH_TOKEN)).retryAfter())
        .isEqualTo(Duration.ofSeconds(57));
  }

  @Test
  void neverRepeatsWhatAnAnswerEchoes() {
    String echo =
        "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS1: secret %s, token %s\"}"
            .formatted(PARTNER_CENTER.secret(), REFRESH_TOKEN);
    fail(new Fault("POST", null, 401, Map.of(), echo, 1, false, 0));

    assertRefused(failure(() -> partnerCenter().refresh(REFRESH_TOKEN)), "AADSTS1");
  }

  @Test
  void followsNoRedirectWithTheSecret() {
    fail(
        new Fault(
            "POST", null, 307, Map.of("Location", entra.tokenUrl().toString()), "", 1, false, 0));

    assertPassing(failure(() -> partnerCenter().refresh(REFRESH_TOKEN)));
    assertThat(entra.tokenRequests()).isEqualTo(1);
  }

  private TokenEndpoint partnerCenter() {
    return endpoint("partner-center", PARTNER_CENTER, SCOPE);
  }

  private TokenEndpoint endpoint(String system, EntraClient client, String scope) {
    return new TokenEndpoint(settings(system, entra.tokenUrl(), client, scope), Gates.TIME_OUTS);
  }

  private static OAuthSettings settings(
      String system, URI tokenUrl, EntraClient client, String scope) {
    return new OAuthSettings(system, tokenUrl, client.id(), client.secret(), scope);
  }

  private void fail(Fault fault) {
    entra.server().fail(fault);
  }

  private static RemoteFailure failure(ThrowingCallable ask) {
    return catchThrowableOfType(RemoteFailure.class, ask);
  }

  private static void assertRefused(RemoteFailure failure, String... words) {
    assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
    assertThat(failure).hasMessageContainingAll(words);
    assertNoSecret(failure);
  }

  private static void assertPassing(RemoteFailure failure) {
    assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
    assertNoSecret(failure);
  }

  private static void assertNoSecret(Throwable failure) {
    assertThat(failure)
        .extracting(Throwables::getStackTrace)
        .asString()
        .doesNotContain(DYNAMICS.secret(), PARTNER_CENTER.secret(), REFRESH_TOKEN, "wr0ng-secret");
  }
}
