package dev.cosell.bridge.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/**
 * Lets Salesforce's own libraries judge {@code crm/salesforce}: what resolves, converts and has
 * only elements of the Metadata API here is what {@code sf project deploy start} sends.
 */
class SourceFormatTest {

  private static final Path SCRIPT = Path.of("src/test/js/source-format");
  private static final Path INSTALLED = Path.of("target/source-format");
  private static final Path FIELDS = Path.of("force-app/main/default/objects/Opportunity/fields");

  private static @Nullable String absent;

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path folder;

  @BeforeEach
  void needsTheLibraries() throws IOException, InterruptedException {
    if (absent == null) {
      absent = install();
    }
    assumeThat(absent).as("what the judges need and is absent").isEmpty();
  }

  /** Installs the libraries, or says what is absent for it. */
  private static String install() throws IOException, InterruptedException {
    if (!Command.exists("node") || !Command.exists("npm")) {
      return "node and npm";
    }
    Path lock = Path.of("package-lock.json");
    boolean isInstalled =
        // npm writes it last
        Files.exists(INSTALLED.resolve("node_modules/.package-lock.json"))
            && Files.mismatch(INSTALLED.resolve(lock), SCRIPT.resolve(lock)) < 0;
    FileSystemUtils.copyRecursively(SCRIPT, INSTALLED);
    if (isInstalled) {
      return "";
    }
    Command installed =
        inFolder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1");
    if (installed.exit() != 0
        && inFolder("npm", "view", "typescript", "version", "--fetch-retries=0").exit() != 0) {
      return "the npm registry: " + installed.output();
    }
    assertThat(installed.exit()).as(installed.output()).isZero();
    return "";
  }

  @Test
  void isADeployableProject() throws IOException, InterruptedException {
    JsonNode verdict = judge(SalesforceProject.FOLDER);

    assertThat(texts(verdict.path("problems"))).isEmpty();
    assertThat(texts(verdict.path("components")))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Stream.of("PermissionSet Cosell_Bridge", "PermissionSet Cosell_Bridge_Seller"),
                    SalesforceProject.read(SalesforceProject.FOLDER).fields().stream()
                        .map(it -> "CustomField " + it.path()))
                .toList());
    assertThat(texts(verdict.path("converted")))
        .containsExactly(
            "objects/Lead.object",
            "objects/Opportunity.object",
            "package.xml",
            "permissionsets/Cosell_Bridge.permissionset",
            "permissionsets/Cosell_Bridge_Seller.permissionset");
  }

  @Test
  void tellsWhatIsBroken() throws IOException, InterruptedException {
    FileSystemUtils.copyRecursively(SalesforceProject.FOLDER, folder);
    replace("Audit__c", "visibleLines>", "visibleLine>");
    replace("Sync_with_Partner_Center__c", ">Checkbox<", ">CheckBox<");
    replace("Products__c", "<length>255", "<length>many");
    replace("Referral_Link__c", "CustomField", "Field");
    replace("Referral_Program__c", "<fullName>Referral_", "<fullName>");
    Files.writeString(folder.resolve(FIELDS).resolve("Other__c.xml"), "<CustomField/>");

    assertThat(texts(judge(folder).path("problems")))
        .anySatisfy(it -> assertThat(it).startsWith("Referral_Link__c.field-meta.xml: "))
        .anySatisfy(it -> assertThat(it).startsWith("conversion: "))
        .contains(
            "Audit__c.field-meta.xml: CustomField has no element visibleLine",
            "Sync_with_Partner_Center__c.field-meta.xml: CustomField.type: 'CheckBox' is no word of"
                + " the Metadata API",
            "Products__c.field-meta.xml: CustomField.length: 'many' is no number",
            "Referral_Program__c.field-meta.xml: its fullName is Program__c",
            "Other__c.xml: belongs to no component")
        .hasSize(7);
  }

  @Test
  void tellsAProjectFileThatNamesNoFolder() throws IOException, InterruptedException {
    FileSystemUtils.copyRecursively(SalesforceProject.FOLDER, folder);
    Path project = folder.resolve("sfdx-project.json");
    Files.writeString(project, Files.readString(project).replace("force-app", "app"));

    assertThat(texts(judge(folder).path("problems")))
        .singleElement()
        .asString()
        .contains("\"app\", specified in sfdx-project.json, does not exist");
  }

  private void replace(String field, String text, String replacement) throws IOException {
    Path file = folder.resolve(FIELDS).resolve(field + ".field-meta.xml");
    String content = Files.readString(file);
    assertThat(content).contains(text);
    Files.writeString(file, content.replace(text, replacement));
  }

  private JsonNode judge(Path project) throws IOException, InterruptedException {
    String converted = Files.createTempDirectory(folder, "converted").toString();
    Command judged = inFolder("node", "check.cjs", project.toAbsolutePath().toString(), converted);
    assertThat(judged.exit()).as(judged.output()).isZero();
    // warnings of Node may stand above
    return DataverseColumns.json(judged.output().lines().reduce("", (first, last) -> last));
  }

  private static Command inFolder(String... line) throws IOException, InterruptedException {
    // the libraries would keep logs and state in the home folder
    Map<String, String> environment =
        Map.of("SF_DISABLE_LOG_FILE", "true", "SF_DISABLE_TELEMETRY", "true");
    return Command.run(INSTALLED, Duration.ofMinutes(3), environment, List.of(line));
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
