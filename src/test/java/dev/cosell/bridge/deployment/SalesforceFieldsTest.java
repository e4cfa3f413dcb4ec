package dev.cosell.bridge.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** What the Salesforce mappings name is deployed, fits, and is granted. */
class SalesforceFieldsTest {

  private static final Path SAMPLES = Path.of("src/test/resources/deployment");

  private static final Set<String> DECIDED_BY_SELLERS =
      Set.of(
          "Sync_with_Partner_Center__c",
          "How_can_Microsoft_help__c",
          "Products__c",
          "Referral_Visible_to_Microsoft__c");

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path folder;

  @Test
  void deploysAndGrantsWhatTheMappingsName() throws IOException {
    List<Path> mappings = MappedColumn.files(Path.of("routes/mappings"), "salesforce");
    assertThat(mappings).hasSize(2);

    SalesforceProject project = SalesforceProject.read(SalesforceProject.FOLDER);
    assertThat(mappings).flatMap(it -> SalesforceFit.misfits(it, project)).isEmpty();
  }

  @Test
  void findsNothingInASampleThatFits() throws IOException {
    assertThat(misfits("salesforce-opportunity.yaml", SalesforceProject.FOLDER)).isEmpty();
  }

  @Test
  void tellsEveryMisfitOfASample() throws IOException {
    assertThat(misfits("salesforce-lead.yaml", SalesforceProject.FOLDER))
        .containsExactly(
            "salesforce-lead.yaml, referralId: lead.Referral_Name__c is no unique external id"
                + " without regard to case",
            "salesforce-lead.yaml, syncFlag: lead.Audit__c is a LongTextArea, which holds no"
                + " boolean",
            "salesforce-lead.yaml, products: lead.Products__c holds 255 characters, not 256",
            "salesforce-lead.yaml, campaign: lead.Campaign__c is not in crm/salesforce",
            "salesforce-lead.yaml, segment: account.Segment__c is not in crm/salesforce",
            "salesforce-lead.yaml, dealValue: lead.AnnualRevenue is not granted: the permission set"
                + " Cosell_Bridge lacks Lead.AnnualRevenue",
            "salesforce-lead.yaml, help: lead.How_can_Microsoft_help__c is not restricted to"
                + " [Help, Other] but has [Customer Technical Architecture, General or Other,"
                + " Post Sales Customer Success, Proof Of Concept or Demo, Quotes or Licensing,"
                + " Workload Specific Value Proposition]");
  }

  @Test
  void tellsAMissingPermission() throws IOException {
    Path permissions =
        copy()
            .resolve("force-app/main/default/permissionsets/Cosell_Bridge.permissionset-meta.xml");
    String granted = Files.readString(permissions);
    Files.writeString(permissions, granted.replace("Opportunity.Audit__c", "Lead.Other__c"));

    assertThat(misfits("salesforce-opportunity.yaml", folder))
        .containsExactly(
            "salesforce-opportunity.yaml, audit: opportunity.Audit__c is not granted: the"
                + " permission set Cosell_Bridge lacks Opportunity.Audit__c");
  }

  @Test
  void grantsNoFieldThatIsRequiredOrNotThere() throws IOException {
    SalesforceProject project = SalesforceProject.read(SalesforceProject.FOLDER);
    List<String> deployed = project.fields().stream().map(SalesforceField::path).toList();

    assertThat(project.fields()).noneMatch(it -> it.is("required"));
    for (PermissionSet permissions : List.of(project.integration(), project.seller())) {
      assertThat(permissions.fields()).noneMatch(SalesforceStandardFields::needsNoPermission);
      assertThat(permissions.fields())
          .filteredOn(it -> it.endsWith("__c"))
          .hasSameElementsAs(deployed);
      assertThat(permissions.fields("readable")).isEqualTo(permissions.fields());
    }
  }

  @Test
  void letsTheIntegrationSeeAllAndDeleteNothing() throws IOException {
    PermissionSet integration = SalesforceProject.read(SalesforceProject.FOLDER).integration();
    Set<String> objects = Set.of("Account", "Contact", "Lead", "Opportunity");

    for (String needed : List.of("allowCreate", "allowRead", "allowEdit", "viewAllRecords")) {
      assertThat(integration.objects(needed)).as(needed).isEqualTo(objects);
    }
    assertThat(integration.objects("allowDelete")).isEmpty();
    assertThat(integration.objects("modifyAllRecords")).isEmpty();
    assertThat(integration.userPermissions()).containsExactly("ApiEnabled");
  }

  @Test
  void letsSellersEditOnlyWhatTheyDecide() throws IOException {
    SalesforceProject project = SalesforceProject.read(SalesforceProject.FOLDER);

    assertThat(project.seller().fields("editable"))
        .containsExactlyInAnyOrderElementsOf(
            project.fields().stream()
                .filter(it -> DECIDED_BY_SELLERS.contains(it.name()))
                .map(SalesforceField::path)
                .toList())
        .hasSize(8);
    assertThat(project.seller().objects("allowRead")).isEmpty();
    assertThat(project.seller().userPermissions()).isEmpty();
  }

  @Test
  void tellsSellersWhatEachFieldIsAndWhetherTheyMayEditIt() throws IOException {
    assertThat(SalesforceProject.read(SalesforceProject.FOLDER).fields())
        .hasSize(19)
        .allSatisfy(
            field -> {
              assertThat(field.help()).as(field.path()).hasSizeBetween(20, 510);
              assertThat(Xml.text(field.xml(), "label")).as(field.path()).hasSizeBetween(1, 40);
              assertThat(Xml.text(field.xml(), "description")).as(field.path()).isNotBlank();
              assertThat(field.help().contains("Read-only"))
                  .as(field.path())
                  .isNotEqualTo(DECIDED_BY_SELLERS.contains(field.name()));
            });
  }

  private static List<String> misfits(String sample, Path project) throws IOException {
    return SalesforceFit.misfits(SAMPLES.resolve(sample), SalesforceProject.read(project));
  }

  private Path copy() throws IOException {
    FileSystemUtils.copyRecursively(SalesforceProject.FOLDER, folder);
    return folder;
  }
}
