package dev.cosell.bridge.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cosell.bridge.CosellBridge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** What makes the service refuse to start, and how it says so. */
@ExtendWith(OutputCaptureExtension.class)
class StartIT {

  private static final String STEPS =
      """
      - route:
          id: added
          description: A route of an integrator
          from:
            uri: "direct:added"
            steps:
      """;

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path folder;

  @BeforeEach
  void copyTheRoutes() throws IOException {
    FileSystemUtils.copyRecursively(Path.of("routes"), folder);
  }

  @Test
  void namesEveryMissingSettingInOneMessage(CapturedOutput output) {
    assertThatThrownBy(() -> run("--server.port=0"))
        .isInstanceOf(StartRefused.class)
        .hasMessageContainingAll(
            "cosell.crm (COSELL_CRM) is missing",
            "cosell.partner-center.token-url (COSELL_PARTNERCENTER_TOKENURL) is missing",
            "cosell.partner-center.client-id (COSELL_PARTNERCENTER_CLIENTID) is missing",
            "cosell.partner-center.client-secret (COSELL_PARTNERCENTER_CLIENTSECRET) is missing",
            "cosell.partner-center.refresh-token (COSELL_PARTNERCENTER_REFRESHTOKEN) is missing");
    assertThat(output).contains("APPLICATION FAILED TO START").doesNotContain("\tat ");
  }

  @Test
  void namesTheMissingSettingsOfTheCrmInUse() {
    assertThatThrownBy(() -> run("--cosell.crm=dynamics"))
        .hasMessageContainingAll(
            "cosell.dynamics.url (COSELL_DYNAMICS_URL) is missing",
            "cosell.dynamics.token-url (COSELL_DYNAMICS_TOKENURL) is missing",
            "cosell.dynamics.client-id (COSELL_DYNAMICS_CLIENTID) is missing",
            "cosell.dynamics.client-secret (COSELL_DYNAMICS_CLIENTSECRET) is missing");
  }

  @Test
  void refusesACrmThatItDoesNotKnow() {
    assertThatThrownBy(() -> start("--cosell.crm=siebel"))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("cosell.crm is 'siebel': only dynamics and salesforce are allowed");
  }

  @Test
  void refusesMoreWorkersThanTheStoreHasConnectionsFor(CapturedOutput output) {
    assertThatThrownBy(() -> start("--cosell.synchronization.workers=30"))
        .isInstanceOf(Exception.class);
    assertThat(output)
        .contains("cosell.synchronization.workers", "must be less than or equal to 20");
  }

  @Test
  void refusesAPlaceForTheSignatureThatItDoesNotKnow(CapturedOutput output) {
    assertThatThrownBy(() -> start("--cosell.partner-center.webhook.signature-header=cookie"))
        .isInstanceOf(Exception.class);
    assertThat(output).contains("cosell.partner-center.webhook.signature-header", "cookie");
  }

  @Test
  void refusesAnAddressThatIsNotHttp() {
    assertThatThrownBy(() -> start("--cosell.dynamics.url=ftp://crm.example"))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("cosell.dynamics.url is not an http or https address")
        .hasMessageNotContaining("crm.example");
  }

  @Test
  void refusesARequiredFieldThatTheMappingDoesNotHave(CapturedOutput output) {
    assertThatThrownBy(() -> start("--cosell.required-to-share=name,street"))
        .hasRootCauseInstanceOf(StartRefused.class);
    assertThat(output)
        .contains("cosell.required-to-share names what is no field", "street", "addressLine1");
  }

  @Test
  void refusesToStartWithoutRoutes(CapturedOutput output) {
    assertThatThrownBy(() -> start("--cosell.routes-folder=" + folder.resolve("nowhere")))
        .hasRootCauseInstanceOf(StartRefused.class);

    assertThat(output)
        .contains("APPLICATION FAILED TO START", "There is no folder '" + folder.resolve("nowhere"))
        .doesNotContain("\tat ");
  }

  @Test
  void namesFileAndLineOfEveryBrokenRouteFile(CapturedOutput output) throws IOException {
    Path unknownStep = add("a.camel.yaml", STEPS + "        - nostep: {}\n");
    Path syntax = add("b.camel.yaml", STEPS + "        - log: \"never closed\n");

    assertThatThrownBy(() -> start()).hasRootCauseInstanceOf(StartRefused.class);

    assertThat(output)
        .contains(
            "APPLICATION FAILED TO START",
            unknownStep + ":7: unknown key 'nostep' in 'steps'",
            syntax + ":")
        .doesNotContain("\tat ");
  }

  @Test
  void namesFileAndLineOfACallOfAnUnknownBean(CapturedOutput output) throws IOException {
    Path file =
        add(
            "added.camel.yaml",
            STEPS
                + """
                      - log: a
                      - filter:
                          simple: "${body}"
                          steps:
                            - bean:
                                ref: nobody
                                method: answers
              """);

    assertThatThrownBy(() -> start()).isNotNull();

    assertThat(output)
        .contains("APPLICATION FAILED TO START", file + ":12: ", "registry for: nobody")
        .doesNotContain("\tat ");
  }

  @Test
  void namesFileAndLineOfJavaThatDoesNotCompile(CapturedOutput output) throws IOException {
    add("Broken.java", "public class Broken {\n  nonsense\n}\n");

    assertThatThrownBy(() -> start()).isNotNull();

    assertThat(output)
        .contains("APPLICATION FAILED TO START", "Broken.java:2: error")
        .doesNotContain("\tat ");
  }

  @Test
  void namesFileAndLineOfABrokenMapping(CapturedOutput output) throws IOException {
    Path mapping = folder.resolve("mappings/dynamics-lead.yaml");
    List<String> lines = new ArrayList<>(Files.readAllLines(mapping));
    lines.add("nonsense: true");
    Files.write(mapping, lines);

    assertThatThrownBy(() -> start()).hasRootCauseInstanceOf(StartRefused.class);

    assertThat(output)
        .contains("APPLICATION FAILED TO START", mapping + ":" + lines.size() + ": ")
        .doesNotContain("\tat ");
  }

  @Test
  void runsRoutesThatAnIntegratorAddsInYamlAndInJava() throws IOException {
    add("added.camel.yaml", STEPS + "        - setBody: {simple: \"yaml ${body}\"}\n");
    add(
        "AddedInJava.java",
        """
        import org.apache.camel.builder.RouteBuilder;

        public class AddedInJava extends RouteBuilder {
          @Override
          public void configure() {
            from("timer:added?repeatCount=1&delay=0").routeId("added-in-java")
                .setBody(constant("java")).to("direct:added").to("seda:from-java");
          }
        }
        """);

    try (ConfigurableApplicationContext bridge = start()) {
      CamelContext camel = bridge.getBean(CamelContext.class);
      assertThat(camel.getRouteController().getRouteStatus("added"))
          .isEqualTo(ServiceStatus.Started);
      assertThat(camel.getRouteController().getRouteStatus("added-in-java"))
          .isEqualTo(ServiceStatus.Started);
      assertThat(camel.createProducerTemplate().requestBody("direct:added", "works", String.class))
          .isEqualTo("yaml works");
      assertThat(camel.createConsumerTemplate().receiveBody("seda:from-java", 10_000, String.class))
          .isEqualTo("yaml java");
    }
  }

  private Path add(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    return file;
  }

  private ConfigurableApplicationContext start(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--cosell.crm=dynamics",
                "--cosell.routes-folder=" + folder,
                "--cosell.partner-center.token-url=http://127.0.0.1:1/token",
                "--cosell.partner-center.client-id=id",
                "--cosell.partner-center.client-secret=secret",
                "--cosell.partner-center.refresh-token=token",
                "--cosell.dynamics.url=http://127.0.0.1:1",
                "--cosell.dynamics.token-url=http://127.0.0.1:1/token",
                "--cosell.dynamics.client-id=id",
                "--cosell.dynamics.client-secret=secret",
                "--spring.security.user.password=secret",
                "--spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID(),
                "--server.port=0"));
    for (String argument : more) {
      String name = argument.substring(0, argument.indexOf('=') + 1);
      arguments.removeIf(it -> it.startsWith(name));
      arguments.add(argument);
    }
    return run(arguments.toArray(String[]::new));
  }

  private static ConfigurableApplicationContext run(String... arguments) {
    return new SpringApplicationBuilder(CosellBridge.class).run(arguments);
  }
}
