package dev.cosell.bridge.partnercenter.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {

  @ParameterizedTest
  @CsvSource({
    "https://cosell.example, https://cosell.example/webhooks/partner-center",
    "https://cosell.example/, https://cosell.example/webhooks/partner-center",
    "https://cosell.example:8443, https://cosell.example:8443/webhooks/partner-center",
    "https://gateway.example/cosell/in, https://gateway.example/cosell/in",
    "https://gateway.example/?code=k, https://gateway.example/?code=k"
  })
  void isTheEntryBehindAHostOrTheWholeAddress(String publicUrl, String endpoint) {
    assertThat(Endpoint.behind(URI.create(publicUrl)).url()).isEqualTo(endpoint);
  }

  @ParameterizedTest
  @CsvSource({
    "https://COSELL.example/webhooks/partner-center, true",
    "HTTPS://cosell.example:443/webhooks/partner-center/, true",
    "' https://cosell.example/webhooks/partner-center ', true",
    "http://cosell.example/webhooks/partner-center, false",
    "https://cosell.example:8443/webhooks/partner-center, false",
    "https://cosell.example/Webhooks/partner-center, false",
    "https://cosell.example/webhooks/partner-center?code=k, false",
    "https://staging.example/webhooks/partner-center, false",
    "no address at all, false"
  })
  void isTheSameHoweverHostSlashAndPortAreWritten(String other, boolean isSame) {
    Endpoint ours = new Endpoint("https://cosell.example/webhooks/partner-center");

    assertThat(ours.is(other)).isEqualTo(isSame);
  }

  @ParameterizedTest
  @CsvSource({
    "https://logic.example/triggers/x?sig=s3cret, https://logic.example/triggers/x?…",
    "https://me:s3cret@logic.example/x, https://logic.example/x",
    "https://logic.example/x, https://logic.example/x"
  })
  void isShownWithoutWhatMayBeAKey(String address, String shown) {
    assertThat(Endpoint.shown(address)).isEqualTo(shown);
  }
}
