package dev.cosell.bridge.crm;

import static com.tngtech.archunit.lang.conditions.ArchConditions.beAnnotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** No suite runs with one CRM alone because somebody forgot to say that it is about any. */
class EveryCrmGuardTest {

  private static final JavaClasses TESTS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
          .importPackages(
              "dev.cosell.bridge.crm",
              "dev.cosell.bridge.mapping",
              "dev.cosell.bridge.sync",
              "dev.cosell.bridge.worker");

  private static final DescribedPredicate<JavaClass> CHOOSE =
      DescribedPredicate.describe(
          "choose the CRM",
          it ->
              it.getMethodCallsFromSelf().stream()
                  .anyMatch(
                      call ->
                          call.getTargetOwner().isEquivalentTo(TestedCrm.class)
                              && call.getName().equals("chosen")));

  @Test
  void everySuiteThatUsesTheTestedCrmRunsWithEach() {
    classes()
        .that()
        .haveSimpleNameEndingWith("Test")
        .and()
        .doNotBelongToAnyOf(EveryCrmGuardTest.class)
        .and(useTheTestedCrm())
        .should(beAnnotatedWith(EveryCrm.class))
        .check(TESTS);
  }

  private static DescribedPredicate<JavaClass> useTheTestedCrm() {
    return DescribedPredicate.describe(
        "use the tested CRM",
        it ->
            CHOOSE.test(it)
                || it.getTransitiveDependenciesFromSelf().stream()
                    .map(Dependency::getTargetClass)
                    .anyMatch(CHOOSE));
  }

  @Test
  void theBuildRunsThemWithEach() throws IOException {
    String build = Files.readString(Path.of("pom.xml"));
    String surefire = build.substring(build.indexOf("<artifactId>maven-surefire-plugin<"));

    assertThat(surefire.substring(0, surefire.indexOf("</plugin>")))
        .contains("<groups>" + TestedCrm.EVERY + "</groups>")
        .contains("<" + TestedCrm.PROPERTY + ">salesforce</" + TestedCrm.PROPERTY + ">");
  }

  @Test
  void aCrmThatNobodyDescribedIsRefused() {
    Properties before = (Properties) System.getProperties().clone();
    System.setProperty(TestedCrm.PROPERTY, "abacus");
    try {
      assertThatThrownBy(TestedCrm::chosen).hasMessage("cosell.test.crm is 'abacus'");
    } finally {
      System.setProperties(before);
    }
  }
}
