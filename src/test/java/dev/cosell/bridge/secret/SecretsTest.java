package dev.cosell.bridge.secret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is masked in words that somebody else wrote, and what is not. */
class SecretsTest {

  private static final String PLANTED = "pl4nted-S3cret";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the header was Bearer pl4nted-S3cret here",
        "Authorization: Basic cGw0bnRlZC1TM2NyZXQ=",
        "{\"Authorization\": \"Signature pl4nted-S3cret\"}",
        "Set-Cookie: session=pl4nted-S3cret; Secure",
        "cookie=pl4nted-S3cret",
        "x-ms-signature: pl4nted-S3cret",
        "grant_type=refresh_token&refresh_token=pl4nted-S3cret&scope=x",
        "client_secret=pl4nted-S3cret",
        "{\"access_token\":\"pl4nted-S3cret\",\"expires_in\":3599}",
        "invalid session id: sessionId=pl4nted-S3cret",
        "https://me:pl4nted-S3cret@host.example/path",
        "https://host.example/cert.cer?sv=1&sig=pl4nted-S3cret&se=2",
        "password: pl4nted-S3cret",
        "00D5g00000ABCDE!pl4nted.S3cret_and_more",
        "eyJhbGciOiJub25lIn0.eyJzdWIiOiJwbDRudGVkIn0.pl4nted-S3cret",
      })
  void masksWhatLooksLikeASecret(String text) {
    assertThat(Secrets.masked(text))
        .contains(Secrets.MASK)
        .doesNotContain(PLANTED, "cGw0bnRlZC1TM2NyZXQ", "pl4nted");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Partner Center answered 400: invalid_request The refresh token is expired",
        "Basic authentication is needed, Bearer authentication too",
        "the refresh token was made without multi-factor authentication (900421)",
        "set a new cosell.partner-center.refresh-token, and a client-secret that has not expired",
        "referral 46c8e5f2-0000-4000-8000-000000000001 (partner-center referral-updated) updated"
            + " opportunity 6e2e0000-0000-4000-8000-000000000002 [dealValue], 2 calls, 16 ms",
        "Dataverse answered 400 (0x80048408) to PATCH opportunities(id): bad value 'EUR'",
        "at org.apache.camel.component.http.HttpProducer.process(HttpProducer.java:250)",
        "cosell.secret-key (COSELL_SECRETKEY) is missing",
        "mailto:avery@customer.example or http://127.0.0.1:9011/v1.0/engagements/referrals"
      })
  void leavesOrdinaryWordsAlone(String text) {
    assertThat(Secrets.masked(text)).isEqualTo(text);
  }

  @Test
  void masksWhatItKnowsWhateverItLooksLike() {
    Secrets.configured("plain words of a secret");
    Secrets.issued("tokens/may+hold anything");

    assertThat(Secrets.masked("<plain words of a secret> and [tokens/may+hold anything]"))
        .isEqualTo("<***> and [***]");
    assertThat(Secrets.masked("plain+words+of+a+secret tokens%2Fmay%2Bhold+anything"))
        .isEqualTo("*** ***");
  }

  @Test
  void doesNotTakeEveryWordForAShortSecret() {
    Secrets.configured("secret");

    assertThat(Secrets.masked("a secret")).isEqualTo("a secret");
  }

  @Test
  void forgetsTokensThatAreLongGone() {
    Secrets.issued("the very first token");
    for (int number = 0; number < 100; number++) {
      Secrets.issued("a later token " + number);
    }

    assertThat(Secrets.masked("the very first token")).isEqualTo("the very first token");
    assertThat(Secrets.masked("a later token 99")).isEqualTo(Secrets.MASK);
  }
}
