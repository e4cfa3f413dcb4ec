package dev.cosell.bridge.partnercenter.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.partnercenter.registration.Heartbeat.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeartbeatRulesTest {

  private static final Instant NOW = Instant.parse("2030-01-04T08:00:00Z");
  private static final HeartbeatRules RULES = new HeartbeatRules(Duration.ofHours(6));

  @Test
  void isSentOnceARegistrationIsRight() {
    assertThat(RULES.isDue(watch(null, null), List.of(), NOW)).isFalse();
    assertThat(RULES.isDue(watch(Finding.FOREIGN, null), List.of(), NOW)).isFalse();
    assertThat(RULES.isDue(watch(Finding.UNKNOWN, null), List.of(), NOW)).isFalse();
    assertThat(RULES.isDue(watch(Finding.RIGHT, null), List.of(), NOW)).isTrue();
  }

  @Test
  void isSentAgainAfterItsInterval() {
    Watch right = watch(Finding.RIGHT, null);
    assertThat(RULES.isDue(right, ago(Outcome.DELIVERED, "PT5H59M"), NOW)).isFalse();
    assertThat(RULES.isDue(right, ago(Outcome.DELIVERED, "PT6H"), NOW)).isTrue();
  }

  @Test
  void isSentSoonerAfterAFailureSoThatAnAlarmEnds() {
    Watch right = watch(Finding.RIGHT, null);
    for (Outcome failure : List.of(Outcome.LOST, Outcome.UNSENT)) {
      assertThat(RULES.isDue(right, ago(failure, "PT9M"), NOW)).isFalse();
      assertThat(RULES.isDue(right, ago(failure, "PT10M"), NOW)).isTrue();
    }
  }

  @Test
  void provesANewRegistrationAtOnce() {
    Watch written = watch(Finding.RIGHT, NOW.minusSeconds(1));
    assertThat(RULES.isDue(written, ago(Outcome.DELIVERED, "PT2S"), NOW)).isTrue();
    assertThat(RULES.isDue(written, ago(Outcome.DELIVERED, "PT0S"), NOW)).isFalse();
  }

  @Test
  void waitsForTheOneThatIsOnItsWay() {
    assertThat(RULES.isDue(watch(Finding.RIGHT, NOW), ago(Outcome.OPEN, "PT1M"), NOW)).isFalse();
  }

  @Test
  void keepsTheLimitOfTwoAMinute() {
    Watch written = watch(Finding.RIGHT, NOW);
    List<Heartbeat> two = ago(Outcome.UNSENT, "PT5S", "PT40S");
    assertThat(RULES.isDue(written, two, NOW)).isFalse();
    assertThat(HeartbeatRules.waitForLimit(two, NOW)).isEqualTo(Duration.ofSeconds(21));
    assertThat(RULES.isDue(written, ago(Outcome.UNSENT, "PT5S", "PT61S"), NOW)).isTrue();
  }

  @Test
  void isLostWhenNobodyTookIt() {
    TestResult refused =
        new TestResult(true, "https://cosell.example/in", List.of("Unauthorized", "Unauthorized"));
    assertThat(loss("PT1S", refused))
        .isEqualTo(
            "Partner Center could not deliver it to https://cosell.example/in: 2 attempts, answered"
                + " Unauthorized");
  }

  @Test
  void isLostWhenAnotherSystemTookIt() {
    TestResult taken = new TestResult(true, "https://old.example/in", List.of("OK"));
    assertThat(loss("PT20S", taken)).isNull();
    assertThat(loss("PT31S", taken)).contains("https://old.example/in", "another system");
  }

  @Test
  void isGivenTimeWhilePartnerCenterIsTrying() {
    TestResult trying = new TestResult(false, "https://cosell.example/in", List.of("503"));
    assertThat(loss("PT3M", trying)).isNull();
    assertThat(loss("PT3M1S", trying))
        .isEqualTo("Partner Center is still trying: 1 attempt, answered 503");
    assertThat(loss("PT3M", null)).isNull();
    assertThat(loss("PT3M1S", null)).isEqualTo("Partner Center does not tell what became of it");
  }

  @Test
  void readsResultsInAnyCase() {
    TestResult result =
        TestResult.of(
            "{\"CorrelationId\":\"x\",\"Status\":\"Completed\",\"CallbackUrl\":\"https://a/b?sig=k\","
                + "\"Results\":[{\"ResponseCode\":\"\",\"ResponseMessage\":\"no route to"
                + " https://a/b?sig=k\",\"SystemError\":true},{\"ResponseCode\":\"OK\"}]}");

    assertThat(result)
        .isEqualTo(
            new TestResult(true, "https://a/b?…", List.of("no route to https://a/b?…", "OK")));
    assertThat(result.isAccepted()).isTrue();
    assertThat(TestResult.of("{\"results\":[{\"responseCode\":\"202\"}]}").isAccepted()).isTrue();
    assertThat(TestResult.of("{\"results\":[{\"responseCode\":\"500\"}]}").isAccepted()).isFalse();
  }

  @Test
  void alarmsWhenTheLastOneIsLost() {
    assertThat(HeartbeatRules.alarm(List.of())).isNull();
    assertThat(HeartbeatRules.alarm(ago(Outcome.LOST, "PT1M"))).isEqualTo("a reason");
    assertThat(HeartbeatRules.alarm(outcomes(Outcome.OPEN, Outcome.LOST))).isEqualTo("a reason");
    assertThat(HeartbeatRules.alarm(outcomes(Outcome.DELIVERED, Outcome.LOST))).isNull();
  }

  @Test
  void alarmsWhenTwoCouldNotBeAskedFor() {
    assertThat(HeartbeatRules.alarm(outcomes(Outcome.UNSENT))).isNull();
    assertThat(HeartbeatRules.alarm(outcomes(Outcome.UNSENT, Outcome.DELIVERED))).isNull();
    assertThat(HeartbeatRules.alarm(outcomes(Outcome.UNSENT, Outcome.UNSENT)))
        .isEqualTo("a reason");
    assertThat(HeartbeatRules.alarm(outcomes(Outcome.UNSENT, Outcome.LOST))).isEqualTo("a reason");
  }

  private static @Nullable String loss(String age, @Nullable TestResult result) {
    return HeartbeatRules.loss(ago(Outcome.OPEN, age).get(0), result, NOW).orElse(null);
  }

  private static List<Heartbeat> outcomes(Outcome... newestFirst) {
    List<Heartbeat> heartbeats = new ArrayList<>();
    for (Outcome outcome : newestFirst) {
      heartbeats.addAll(ago(outcome, "PT1H"));
    }
    return heartbeats;
  }

  private static List<Heartbeat> ago(Outcome outcome, String... newestFirst) {
    List<Heartbeat> heartbeats = new ArrayList<>();
    for (String age : newestFirst) {
      String reason = outcome == Outcome.LOST || outcome == Outcome.UNSENT ? "a reason" : null;
      heartbeats.add(new Heartbeat(1, NOW.minus(Duration.parse(age)), "id", outcome, reason, null));
    }
    return heartbeats;
  }

  private static Watch watch(@Nullable Finding finding, @Nullable Instant writtenAt) {
    return new Watch(NOW, finding, null, writtenAt, null, null, null);
  }
}
