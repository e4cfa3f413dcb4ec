package dev.cosell.bridge.scenario;

import static com.tngtech.archunit.lang.conditions.ArchConditions.beAnnotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Properties;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The scenarios are about any CRM, but for those that say otherwise. */
class ScenarioGuardTest {

  private static final JavaClasses SCENARIOS =
      new ClassFileImporter().importPackages("dev.cosell.bridge.scenario");

  @Test
  void onlyTheScenariosOfACrmKnowItsSandbox() {
    onlyScenariosOf("Dynamics", "dataverse");
    onlyScenariosOf("Salesforce", "salesforce");
  }

  private static void onlyScenariosOf(String crm, String sandbox) {
    noClasses()
        .that()
        .haveSimpleNameNotStartingWith(crm)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.cosell.bridge.sandbox." + sandbox + "..")
        .check(SCENARIOS);
  }

  @Test
  void everyScenarioSaysForWhichCrmItRuns() {
    classes()
        .that()
        .haveSimpleNameEndingWith("IT")
        // about what comes before any CRM is asked
        .and()
        .doNotBelongToAnyOf(NotificationsIT.class, StoreUnavailableIT.class)
        .should(beAnnotatedWith(Tag.class).or(beAnnotatedWith(OnlyOn.class)))
        .check(SCENARIOS);
    assertThat(OnlyOn.class.getAnnotation(Tag.class).value())
        .as("what only one CRM has runs where that CRM is the one of the run")
        .isEqualTo(Crm.EVERY);
  }

  @Test
  void aCrmWithoutScenariosIsRefused() {
    Properties before = (Properties) System.getProperties().clone();
    System.setProperty(Crm.PROPERTY, "abacus");
    try {
      assertThatThrownBy(Crm::chosen)
          .hasMessageStartingWith("cosell.test.crm is 'abacus'; there are scenarios for ")
          .hasMessageContaining("dynamics");
    } finally {
      System.setProperties(before);
    }
  }
}
