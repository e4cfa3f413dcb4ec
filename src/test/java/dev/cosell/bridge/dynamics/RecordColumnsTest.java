package dev.cosell.bridge.dynamics;

import static dev.cosell.bridge.dynamics.DynamicsDeal.MAPPINGS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.sync.Mappings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.olingo.commons.api.edm.Edm;
import org.apache.olingo.commons.api.edm.EdmPrimitiveTypeKind;
import org.apache.olingo.commons.api.edm.FullQualifiedName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordColumnsTest {

  @ParameterizedTest
  @CsvSource({"opportunity,opportunityid", "lead,leadid"})
  void readsIdTimeAndEveryMappedColumnOnce(String entity, String id) {
    FieldMapping mapping = MAPPINGS.of(entity);
    List<String> expected =
        mapping.columns().stream()
            .filter(column -> column.table() == null)
            .map(column -> column.name())
            .filter(name -> !List.of("ownerid", "parentcontactid").contains(name))
            .map(
                name ->
                    name.equals("transactioncurrencyid") ? "_transactioncurrencyid_value" : name)
            .toList();
    List<String> selected = Arrays.asList(RecordColumns.selected(mapping));
    assertThat(selected).doesNotHaveDuplicates().startsWith(id, "modifiedon").containsAll(expected);
    List<String> lookups =
        entity.equals("lead")
            ? List.of("_ownerid_value")
            : List.of(
                "_parentaccountid_value",
                "_customerid_value",
                "_parentcontactid_value",
                "_ownerid_value");
    assertThat(selected)
        .endsWith(lookups.toArray(String[]::new))
        .hasSize((expected.contains(id) ? 1 : 2) + expected.size() + lookups.size());
  }

  @ParameterizedTest
  @CsvSource({"opportunity", "lead"})
  void theModelKnowsEveryColumnThatIsRead(String entity) {
    Edm model = DataverseModel.with(RecordColumns.additional(MAPPINGS));
    assertThat(RecordColumns.selected(MAPPINGS.of(entity)))
        .allSatisfy(
            column ->
                assertThat(
                        model
                            .getEntityType(new FullQualifiedName("Microsoft.Dynamics.CRM", entity))
                            .getProperty(column))
                    .as(column)
                    .isNotNull());
  }

  @Test
  void addsTheColumnsThatAnIntegratorMappedWithTheirTypes(@TempDir Path folder) throws IOException {
    String file = Files.readString(Path.of("routes/mappings/dynamics-opportunity.yaml"));
    String more =
        """
          x1: {referral: /a/a, crm: new_money, type: money}
          x2: {referral: /a/b, crm: new_day, type: date}
          x3: {referral: /a/c, crm: new_time, type: datetime}
          x4: {referral: /a/d, crm: new_flag, type: boolean}
          x5: {referral: /a/e, crm: new_choice, type: choice, values: {A: 1}}
          x6: {referral: /a/f, crm: new_text, type: text}
          x7: {referral: /a/g, crm: account.new_text, type: text}
        """;
    Path extended = folder.resolve("dynamics-opportunity.yaml");
    Files.writeString(extended, file + more);

    assertThat(RecordColumns.additional(new Mappings(FieldMapping.load(extended), MAPPINGS.lead())))
        .contains(
            new DataverseColumn("opportunity", "new_money", EdmPrimitiveTypeKind.Decimal),
            new DataverseColumn("opportunity", "new_day", EdmPrimitiveTypeKind.Date),
            new DataverseColumn("opportunity", "new_time", EdmPrimitiveTypeKind.DateTimeOffset),
            new DataverseColumn("opportunity", "new_flag", EdmPrimitiveTypeKind.Boolean),
            new DataverseColumn("opportunity", "new_choice", EdmPrimitiveTypeKind.Int32),
            new DataverseColumn("opportunity", "new_text", EdmPrimitiveTypeKind.String),
            new DataverseColumn("account", "new_text", EdmPrimitiveTypeKind.String))
        .noneMatch(column -> column.name().equals("estimatedvalue"));
  }
}
