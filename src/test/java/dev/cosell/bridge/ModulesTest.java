package dev.cosell.bridge;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModulesTest {

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.cosell.bridge");

  @Test
  void modulesAreAcyclicAndUseOnlyWhatOthersOffer() {
    ApplicationModules modules =
        ApplicationModules.of(CosellBridge.class, new ImportOption.DoNotIncludeTests());

    assertThat(modules).hasSizeGreaterThan(10);
    modules.verify();
  }

  @Test
  void rulesKnowNoCamelAndNoHttp() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.cosell.bridge.sync..", "dev.cosell.bridge.mapping..", "dev.cosell.bridge.link..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.camel..",
            "org.apache.olingo..",
            "org.apache.hc..",
            "java.net.http..",
            "jakarta.servlet..",
            "org.springframework.web..",
            "org.springframework.http..")
        .check(PRODUCT);
  }

  @Test
  void rulesKnowNoSql() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.cosell.bridge.sync..", "dev.cosell.bridge.mapping..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc..")
        .check(PRODUCT);
  }

  @Test
  void mappingsKnowNoSpring() {
    noClasses()
        .that()
        .resideInAPackage("dev.cosell.bridge.mapping..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.springframework..")
        .check(PRODUCT);
  }

  @Test
  void theSandboxKnowsNothingOfTheProductButHowToStartIt() {
    JavaClasses all = new ClassFileImporter().importPackages("dev.cosell.bridge");
    noClasses()
        .that()
        .resideInAPackage("dev.cosell.bridge.sandbox..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.cosell.bridge..")
                .and(resideOutsideOfPackage("dev.cosell.bridge.sandbox.."))
                .and(not(belongToAnyOf(CosellBridge.class))))
        .check(all);
  }
}
