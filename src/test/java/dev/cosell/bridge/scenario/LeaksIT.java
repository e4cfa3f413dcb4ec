package dev.cosell.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cosell.bridge.run.Outcome;
import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.partnercenter.DealKind;
import dev.cosell.bridge.sandbox.webhook.SignedEvent;
import dev.cosell.bridge.secret.WholeLog;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeErrorException;
import javax.management.RuntimeMBeanException;
import org.apache.camel.test.spring.junit5.DisableJmx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/**
 * Every secret that the bridge holds or is told is looked for in everything that it tells: log,
 * store, JMX, API.
 */
@Tag(Crm.EVERY)
@DisableJmx(false)
@DirtiesContext
@TestPropertySource(
    properties = {
      "cosell.secret-key=planted-key-of-the-store",
      "spring.datasource.password=planted-password-of-the-database",
      "camel.main.name=leaks"
    })
class LeaksIT extends BridgeScenario {

  private static final String ECHOED = "planted-and-echoed-1234567890";
  private static final String LOGIN = "operator:operators-password";

  @Autowired JdbcClient jdbc;
  private final List<String> told = new ArrayList<>();

  /** The other scenarios share the sandbox. */
  @AfterEach
  void signInAgain() {
    SANDBOX.entra().change(settings -> settings.withStrictRotation(false));
    SANDBOX.entra().consentAnew();
  }

  @Test
  void noSecretIsToldWhateverHappens() throws Exception {
    forgetRequests();
    SANDBOX.entra().server().forgetRequests();
    Set<String> secrets;
    try (WholeLog log = WholeLog.open()) {
      String referral = whatWorks();
      whatFails(referral);
      whatIsPosted(referral);
      secrets = secrets();
      askTheApi(referral);
      log.lines().forEach(told::add);
      assertNothingTold(log.ownLines(), secrets, "our own words, before they are masked");
    }
    assertNothingTold(told, secrets, "log and API");
    assertNothingTold(rows(), secrets, "store");
    assertNothingTold(attributes(), secrets, "JMX");
  }

  private String whatWorks() {
    String referral = deal(DealKind.SHARED, "{}");
    String deal = id(opportunity(referral));
    CRM.edit(deal, json("{'dealValue':4711}"));
    poll();
    quiet(referral);
    SANDBOX.entra().change(settings -> settings.withStrictRotation(true));
    SANDBOX.entra().expireAll();
    CRM.expireSession();
    edit(referral, "{'details':{'dealValue':8}}");
    await().atMost(PATIENCE).until(() -> lastRun(referral).outcome() == Outcome.UPDATED);
    return referral;
  }

  private void whatFails(String referral) {
    for (int status : List.of(400, 401, 403, 500)) {
      SANDBOX.partnerCenter().server().fail(echo("GET", "/v1.0/", status));
      editAndWait(referral, 1000 + status);
    }
    SANDBOX.partnerCenter().server().fail(Fault.losingAnswer("GET", "/v1.0/"));
    editAndWait(referral, 2000);
    SANDBOX.entra().expireAll();
    SANDBOX.entra().server().fail(echo("POST", "token", 400));
    editAndWait(referral, 2001);
    SANDBOX.entra().server().heal();
    CRM.expireSession();
    CRM.faults().failNext(CrmFaults.Call.CREATE_DEAL, 500, false);
    String other = deal(DealKind.SHARED, "{}");
    opportunity(other);
  }

  /** A refusal that shows what was sent, as gateways and careless systems do. */
  private static Fault echo(String verb, String path, int status) {
    String message =
        "%s refused: Authorization: Bearer %s, Cookie: session=%s, client_secret=%s at https://me:%s@host.example/?sig=%s"
            .formatted(verb, token(), ECHOED, ECHOED, ECHOED, ECHOED);
    String body =
        "{\"error\":{\"code\":\"invalid\",\"message\":\"%s\"},\"error_description\":\"%s\"}"
            .formatted(message, message);
    Map<String, String> headers =
        Map.of(
            "Set-Cookie", "session=" + ECHOED, "Location", "https://host.example/?sig=" + ECHOED);
    return new Fault(verb, path, status, headers, body, 1, false, 0);
  }

  private static String token() {
    return SANDBOX.partnerCenter().server().requests().stream()
        .flatMap(request -> request.header("Authorization").stream())
        .map(header -> header.replace("Bearer ", ""))
        .reduce("none", (first, last) -> last);
  }

  private void editAndWait(String referral, int amount) {
    long before = runs(referral).size();
    edit(referral, "{'details':{'dealValue':" + amount + "}}");
    await().atMost(PATIENCE).until(() -> runs(referral).size() > before);
    SANDBOX.partnerCenter().server().heal();
  }

  private void whatIsPosted(String referral) throws Exception {
    String body =
        "{\"EventName\":\"referral-updated\",\"ResourceUri\":\"https://x/?token="
            + ECHOED
            + "/"
            + referral
            + "\"}";
    SignedEvent event = SANDBOX.partnerCenter().sign(body.getBytes(StandardCharsets.UTF_8));
    for (SignedEvent sent :
        List.of(
            event,
            event.with("x-ms-signature", "Signature " + ECHOED),
            event.with("Authorization", "Bearer " + ECHOED).without("x-ms-signature"),
            event.with("X-MS-Certificate-Url", "https://me:" + ECHOED + "@host.example/a.cer"),
            event.with("Content-Type", "application/x-java-serialized-object"))) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(address("/webhooks/partner-center"))
              .POST(BodyPublishers.ofByteArray(sent.body()));
      sent.headers().forEach(request::setHeader);
      tell(request);
    }
  }

  private void askTheApi(String referral) throws Exception {
    long run = lastRun(referral).id();
    List<String> failed = runs(referral).stream().map(it -> "/api/runs/" + it.id()).toList();
    List<String> paths =
        Stream.concat(
                failed.stream(),
                Stream.of(
                    "/api/links",
                    "/api/links/" + referral,
                    "/api/links/" + UUID.randomUUID(),
                    "/api/runs?size=200",
                    "/api/runs/nonsense" + run,
                    "/api/backlog",
                    "/api/openapi",
                    "/actuator",
                    "/actuator/health",
                    "/actuator/info",
                    "/actuator/metrics",
                    "/actuator/env",
                    "/actuator/configprops"))
            .toList();
    for (String path : paths) {
      HttpRequest.Builder request = HttpRequest.newBuilder(address(path));
      tell(request);
      tell(request.setHeader("Authorization", "Basic " + base64(LOGIN)));
      tell(request.setHeader("Authorization", "Basic " + base64("operator:" + ECHOED)));
    }
  }

  private void tell(HttpRequest.Builder request) throws Exception {
    // after a refusal the service closes a connection, which another request may not have noticed
    HttpClient fresh = HttpClient.newHttpClient();
    var answer = fresh.send(request.build(), BodyHandlers.ofString());
    told.add(request.build().uri() + " " + answer.headers().map() + " " + answer.body());
  }

  private URI address(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** What the bridge was given, what it was issued since, and what others sent to it. */
  private static Set<String> secrets() {
    Set<String> secrets =
        new TreeSet<>(
            List.of(
                ECHOED,
                "planted-key-of-the-store",
                "planted-password-of-the-database",
                "operators-password",
                base64(LOGIN)));
    CRM.bridgeSettings().entrySet().stream()
        .filter(setting -> setting.getKey().matches(".*(secret|refresh-token)"))
        .forEach(setting -> secrets.add(setting.getValue()));
    Stream.concat(
            SANDBOX.partnerCenter().server().requests().stream(), CRM.requests().all().stream())
        .flatMap(request -> request.header("Authorization").stream())
        .forEach(header -> secrets.add(header.replaceFirst("^\\w+ ", "")));
    for (SandboxRequest request : SANDBOX.entra().server().requests()) {
      String refreshToken = request.form().get("refresh_token");
      if (refreshToken != null) {
        secrets.add(refreshToken);
      }
    }
    assertThat(secrets)
        .hasSizeGreaterThan(10)
        .allSatisfy(it -> assertThat(it).hasSizeGreaterThan(7));
    return secrets;
  }

  private List<String> rows() {
    List<String> rows = new ArrayList<>();
    List<String> tables =
        jdbc.sql("SELECT table_name FROM information_schema.tables WHERE table_schema = 'PUBLIC'")
            .query(String.class)
            .list();
    assertThat(tables).contains("RUN", "LINK", "CHANGE", "CREDENTIAL");
    for (String table : tables) {
      jdbc.sql("SELECT * FROM \"" + table + "\"").query().listOfRows().stream()
          .map(row -> table + row)
          .forEach(rows::add);
    }
    assertThat(rows).anyMatch(row -> row.startsWith("CREDENTIAL"));
    return rows;
  }

  private static List<String> attributes() throws JMException {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    List<String> values = new ArrayList<>();
    for (ObjectName name : server.queryNames(null, null)) {
      if (!name.getDomain().matches("java.*|com\\.sun.*|jdk.*")) {
        for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
          values.add(name + " " + attribute.getName() + "=" + value(server, name, attribute));
        }
      }
      if (name.getDomain().equals("org.apache.camel") && name.toString().contains("type=context")) {
        values.add(
            String.valueOf(
                server.invoke(
                    name, "dumpRoutesAsXml", new Object[] {true}, new String[] {"boolean"})));
      }
    }
    assertThat(values).hasSizeGreaterThan(1000);
    return values;
  }

  private static String value(MBeanServer server, ObjectName name, MBeanAttributeInfo attribute) {
    try {
      Object value = attribute.isReadable() ? server.getAttribute(name, attribute.getName()) : "";
      return value instanceof Object[] many ? List.of(many).toString() : String.valueOf(value);
    } catch (JMException | RuntimeMBeanException | RuntimeErrorException notToBeHad) {
      return notToBeHad.toString();
    }
  }

  private static void assertNothingTold(List<String> told, Set<String> secrets, String where) {
    assertThat(told).as(where).isNotEmpty();
    for (String secret : secrets) {
      assertThat(told.stream().filter(line -> line.contains(secret)))
          .as("%s, which must not tell %s", where, secret)
          .isEmpty();
    }
  }
}
