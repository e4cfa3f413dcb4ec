package dev.cosell.bridge.secret;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the product's code and routes never do. */
class SecurityGuardTest {

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.cosell.bridge");

  private static final Pattern UNSAFE_OPTION =
      Pattern.compile(
          "(?i)transferException|allowJavaSerializedObject|trustAll|x509HostnameVerifier"
              + "|sslContextParameters|skipSslValidation|insecure|bridgeErrorHandler"
              + "|lang(uage)?:(groovy|js|mvel|ognl|spel)|routesReload|devConsole|dumpRoutes");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.io.ObjectInputStream",
        "java.beans.XMLDecoder",
        "javax.script.ScriptEngine",
        "javax.naming.InitialContext",
        "java.lang.ProcessBuilder",
        "org.springframework.expression.ExpressionParser",
        "javax.net.ssl.HostnameVerifier",
        "org.apache.hc.client5.http.ssl.NoopHostnameVerifier",
        "org.apache.hc.client5.http.ssl.TrustAllStrategy",
        "org.apache.hc.client5.http.ssl.TrustSelfSignedStrategy",
        "org.apache.http.conn.ssl.NoopHostnameVerifier",
        "org.apache.http.conn.ssl.TrustAllStrategy",
        "io.netty.handler.ssl.util.InsecureTrustManagerFactory",
        "com.fasterxml.jackson.databind.jsontype.PolymorphicTypeValidator"
      })
  void theCodeReadsNoJavaObjectsRunsNoScriptsAndTrustsNoEverybody(String type) {
    noClasses()
        .should()
        .dependOnClassesThat(assignableTo(type))
        .allowEmptyShould(true)
        .check(PRODUCT);
  }

  @Test
  void theCodeHasNoJudgementOfCertificatesOfItsOwn() {
    noClasses()
        .should()
        .beAssignableTo(javax.net.ssl.TrustManager.class)
        .orShould()
        .beAssignableTo(javax.net.ssl.HostnameVerifier.class)
        .check(PRODUCT);
  }

  @Test
  void theCodeSwitchesNoVerificationOff() {
    noClasses()
        .should()
        .callMethodWhere(
            com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching(
                    "setTrustAll|setEndpointIdentificationAlgorithm|activateDefaultTyping"
                        + "|enableDefaultTyping|setHostnameVerifier|setX509HostnameVerifier")))
        .check(PRODUCT);
  }

  @Test
  void noRouteSwitchesAnythingUnsafeOn() throws IOException {
    for (Path file : files("routes", ".camel.yaml")) {
      assertThat(Files.readString(file)).as(file.toString()).doesNotContainPattern(UNSAFE_OPTION);
    }
  }

  @Test
  void noSettingSwitchesAnythingUnsafeOn() throws IOException {
    for (Path file :
        List.of(Path.of("application.yaml"), Path.of("src/main/resources/application.yaml"))) {
      assertThat(Files.readString(file).replace("-", ""))
          .as(file.toString())
          .doesNotContainPattern(UNSAFE_OPTION);
    }
  }

  @Test
  void onlyThisMachineIsEverNamedByAPlainAddress() throws IOException {
    List<Path> files =
        Stream.of(files("src/main", ".java"), files("src/main", ".yaml"), files("routes", ".yaml"))
            .flatMap(List::stream)
            .toList();
    for (Path file : files) {
      assertThat(
              Pattern.compile("http://(?!127\\.|localhost|json-schema\\.org)[\\w.]+")
                  .matcher(Files.readString(file))
                  .results()
                  .map(java.util.regex.MatchResult::group))
          .as(file.toString())
          .isEmpty();
    }
  }

  private static List<Path> files(String folder, String ending) throws IOException {
    try (Stream<Path> all = Files.walk(Path.of(folder))) {
      return all.filter(it -> it.toString().endsWith(ending)).toList();
    }
  }
}
