package dev.cosell.bridge.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.salesforce.setup.SalesforceSettings;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A fresh organization for each test, a client that is logged in, a clock that the test moves. */
abstract class SalesforceTestBase {

  static final String SYNC = "Sync_with_Partner_Center__c";
  static final String REFERRAL = "Referral_Identifier__c";
  static final String HELP = "How_can_Microsoft_help__c";

  final TestClock clock = new TestClock();
  SalesforceSandbox sandbox;
  Caller api;

  /** Stands still until it is moved. */
  static final class TestClock extends Clock {

    private volatile Instant now = Instant.parse("2030-01-05T10:00:00.700Z");

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
    sandbox = SalesforceSandbox.start(SalesforceSettings.standard().withClock(clock));
    api = new Caller(sandbox.url());
    api.login();
    sandbox.forgetRequests();
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  void change(UnaryOperator<SalesforceSettings> change) {
    sandbox.change(change.apply(sandbox.settings()));
  }

  /** JSON with single quotes in the place of double ones. */
  static String json(String text) {
    return text.replace('\'', '"');
  }

  static ObjectNode form(String text) {
    return SandboxJson.parseObject(json(text));
  }

  /** The body of an opportunity: name, stage, close date and the given further members. */
  static String opportunity(String name, String... members) {
    String more = members.length == 0 ? "" : "," + String.join(",", members);
    return json("{'Name':'" + name + "','StageName':'Qualification','CloseDate':'2030-11-14'")
        + more
        + "}";
  }

  String created(String name, String... members) {
    Caller.Answer answer = api.post("sobjects/Opportunity", opportunity(name, members));
    if (answer.status() != 201) {
      throw new AssertionError(answer.text());
    }
    return answer.id();
  }

  String createdLead(String lastName, String... members) {
    String more = members.length == 0 ? "" : "," + String.join(",", members);
    return api.post(
            "sobjects/Lead",
            json("{'LastName':'" + lastName + "','Company':'Example Customer Ltd'") + more + "}")
        .id();
  }

  static String deal(String id) {
    return "sobjects/Opportunity/" + id;
  }

  ObjectNode row(String id) {
    return sandbox.row("Opportunity", id).orElseThrow();
  }
}
