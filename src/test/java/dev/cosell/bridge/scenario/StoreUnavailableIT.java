package dev.cosell.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.cosell.bridge.sandbox.webhook.SignedEvent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;

@DirtiesContext
class StoreUnavailableIT extends BridgeScenario {

  @Autowired HikariDataSource store;

  @Test
  void asksTheSenderToRepeatWhatCannotBeStored() throws Exception {
    store.close();

    HttpResponse<String> answer = notification();

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).isEmpty();
  }

  private HttpResponse<String> notification() throws Exception {
    String body =
        "{\"EventName\":\"referral-updated\",\"ResourceUri\":\"https://x/referrals/"
            + UUID.randomUUID()
            + "\"}";
    SignedEvent event = SANDBOX.partnerCenter().sign(body.getBytes(StandardCharsets.UTF_8));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/webhooks/partner-center"))
            .POST(BodyPublishers.ofByteArray(event.body()));
    event.headers().forEach(request::setHeader);
    return HttpClient.newHttpClient()
        .send(
            request.setHeader("Content-Type", "application/json").build(), BodyHandlers.ofString());
  }
}
