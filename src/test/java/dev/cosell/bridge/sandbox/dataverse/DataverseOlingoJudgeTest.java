package dev.cosell.bridge.sandbox.dataverse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.apache.olingo.client.api.ODataClient;
import org.apache.olingo.client.api.domain.ClientEntity;
import org.apache.olingo.client.api.domain.ClientEntitySet;
import org.apache.olingo.client.core.ODataClientFactory;
import org.apache.olingo.commons.api.edm.Edm;
import org.apache.olingo.commons.api.edm.FullQualifiedName;
import org.apache.olingo.commons.api.format.ContentType;
import org.junit.jupiter.api.Test;

/** Lets Apache Olingo, an independent reader, judge schema and payloads. */
class DataverseOlingoJudgeTest extends DataverseTestBase {

  private static final ODataClient OLINGO = ODataClientFactory.getClient();

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void describesItselfInValidCsdl() {
    Edm edm = OLINGO.getReader().readMetadata(stream(api.get("$metadata").text()));

    assertThat(
            edm.getEntityContainer()
                .getEntitySet("opportunities")
                .getEntityType()
                .getPropertyNames())
        .contains("_customerid_value", "estimatedvalue", REFERRAL);
    assertThat(
            edm.getEntityType(new FullQualifiedName("Microsoft.Dynamics.CRM", "opportunity"))
                .getNavigationPropertyNames())
        .contains("customerid_account", "transactioncurrencyid");
    assertThat(edm.getEntityContainer().getActionImport("WinOpportunity").getUnboundAction())
        .isNotNull();
  }

  @Test
  void writesPayloadsThatAStrictReaderUnderstands() throws Exception {
    created("Deal", "\"estimatedvalue\":1234.56", "\"estimatedclosedate\":\"2027-03-31\"");
    String page =
        api.get(
                "opportunities?$count=true&$expand=customerid_account($select=name)",
                "Prefer",
                "odata.include-annotations=\"Microsoft.Dynamics.CRM.lookuplogicalname\"")
            .text();

    ClientEntitySet set =
        OLINGO
            .getBinder()
            .getODataEntitySet(OLINGO.getDeserializer(ContentType.JSON).toEntitySet(stream(page)));
    ClientEntity deal = set.getEntities().get(0);

    assertThat(set.getCount()).isEqualTo(1);
    assertThat(deal.getETag()).matches("W/\"\\d+\"");
    assertThat(new BigDecimal(deal.getProperty("estimatedvalue").getPrimitiveValue().toString()))
        .isEqualByComparingTo("1234.56");
    assertThat(deal.getProperty("_customerid_value").getAnnotations())
        .extracting(annotation -> annotation.getTerm())
        .containsExactly("Microsoft.Dynamics.CRM.lookuplogicalname");
  }
}
