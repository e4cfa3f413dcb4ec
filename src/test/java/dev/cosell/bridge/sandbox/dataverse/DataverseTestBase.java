package dev.cosell.bridge.sandbox.dataverse;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A fresh environment with one account for each test, and a clock that the test moves. */
abstract class DataverseTestBase {

  static final String REFERRAL = "msft_microsoftpartnercenterreferralidentifier";
  static final String REPRESENTATION = "return=representation";

  final TestClock clock = new TestClock();
  DataverseSandbox sandbox;
  Caller api;
  UUID account;

  /** Stands still until it is moved. */
  static final class TestClock extends Clock {

    private volatile Instant now = Instant.parse("2027-01-15T10:00:00.700Z");

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @BeforeEach
  void start() throws IOException {
    sandbox =
        DataverseSandbox.start(DataverseSettings.standard().withClock(clock), Caller.TOKEN::equals);
    api = new Caller(sandbox.url());
    account = api.post("accounts", "{\"name\":\"Contoso\",\"address1_postalcode\":\"98052\"}").id();
    sandbox.forgetRequests();
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  /** An opportunity's body: name, customer and the given further members. */
  String opportunity(String name, String... members) {
    String customer = "\"customerid_account@odata.bind\":\"/accounts(" + account + ")\"";
    String more = members.length == 0 ? "" : "," + String.join(",", members);
    return "{\"name\":\"" + name + "\"," + customer + more + "}";
  }

  UUID created(String name, String... members) {
    Caller.Answer answer = api.post("opportunities", opportunity(name, members));
    if (answer.status() != 204) {
      throw new AssertionError(answer.text());
    }
    return answer.id();
  }

  static String row(UUID id) {
    return "opportunities(" + id + ")";
  }

  String etag(UUID id) {
    return sandbox.row("opportunities", id).orElseThrow().path("@odata.etag").asText();
  }
}
