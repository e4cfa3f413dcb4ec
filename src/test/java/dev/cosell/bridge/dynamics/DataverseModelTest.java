package dev.cosell.bridge.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.apache.olingo.commons.api.edm.Edm;
import org.apache.olingo.commons.api.edm.EdmElement;
import org.apache.olingo.commons.api.edm.EdmEntityContainer;
import org.apache.olingo.commons.api.edm.EdmPrimitiveTypeKind;
import org.apache.olingo.commons.api.edm.FullQualifiedName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataverseModelTest {

  private static final String NAMESPACE = "Microsoft.Dynamics.CRM";

  @ParameterizedTest
  @CsvSource({
    "opportunities, estimatedvalue, Decimal",
    "opportunities, estimatedclosedate, Date",
    "opportunities, modifiedon, DateTimeOffset",
    "opportunities, isrevenuesystemcalculated, Boolean",
    "opportunities, _customerid_value, Guid",
    "opportunities, customerid_account, account",
    "opportunities, msft_microsoftpartnercenterreferralsync, Boolean",
    "opportunities, msft_microsoftpartnercenterreferralidentifier, String",
    "opportunities, _msft_partnerrole_value, Guid",
    "leads, msft_microsoftpartnercenterhelp, Int32",
    "leads, _qualifyingopportunityid_value, Guid",
    "accounts, address1_postalcode, String",
    "contacts, parentcustomerid_account, account",
    "transactioncurrencies, isocurrencycode, String",
    "opportunitycloses, actualrevenue, Decimal"
  })
  void knowsTheColumnsOfTheMappingGuide(String table, String column, String type) {
    assertThat(column(DataverseModel.with(List.of()), table, column).getType().getName())
        .isEqualTo(type);
  }

  @Test
  void knowsTheActionsThatCloseADeal() {
    Edm model = DataverseModel.with(List.of());

    assertThat(model.getUnboundAction(new FullQualifiedName(NAMESPACE, "WinOpportunity")))
        .isNotNull();
    assertThat(model.getUnboundAction(new FullQualifiedName(NAMESPACE, "LoseOpportunity")))
        .isNotNull();
    assertThat(
            model.getBoundAction(
                new FullQualifiedName(NAMESPACE, "QualifyLead"),
                new FullQualifiedName(NAMESPACE, "lead"),
                false))
        .isNotNull();
  }

  @Test
  void takesTheMappingsOwnColumnsAndTheirTypes() {
    Edm model =
        DataverseModel.with(
            List.of(
                new DataverseColumn("lead", "new_score", EdmPrimitiveTypeKind.Int32),
                new DataverseColumn(
                    "opportunity",
                    "msft_microsoftpartnercenterhelp",
                    EdmPrimitiveTypeKind.String)));

    assertThat(column(model, "leads", "new_score").getType().getName()).isEqualTo("Int32");
    assertThat(
            column(model, "opportunities", "msft_microsoftpartnercenterhelp").getType().getName())
        .isEqualTo("String");
  }

  @Test
  void refusesAColumnOfATableItDoesNotKnow() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                DataverseModel.with(
                    List.of(new DataverseColumn("quote", "x", EdmPrimitiveTypeKind.String))))
        .withMessageContaining("quote");
  }

  private static EdmElement column(Edm model, String table, String column) {
    EdmEntityContainer container = model.getEntityContainer();
    return container.getEntitySet(table).getEntityType().getProperty(column);
  }
}
