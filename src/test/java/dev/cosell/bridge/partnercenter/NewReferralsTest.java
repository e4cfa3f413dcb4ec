package dev.cosell.bridge.partnercenter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.run.RunLog;
import dev.cosell.bridge.sync.CrmRecord;
import dev.cosell.bridge.sync.Mappings;
import dev.cosell.bridge.sync.Progress;
import dev.cosell.bridge.sync.Synchronization;
import dev.cosell.bridge.sync.Trigger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Compared with the create samples of the Partner Center documentation. */
class NewReferralsTest {

  private static final String RECORD = "11111111-0000-4000-8000-000000000001";
  private static final Mappings MAPPINGS =
      new Mappings(
          FieldMapping.load(Path.of("routes/mappings/dynamics-opportunity.yaml")),
          FieldMapping.load(Path.of("routes/mappings/dynamics-lead.yaml")));

  private static final String ROW =
      """
      {"opportunityid": "11111111-0000-4000-8000-000000000001", "name": "✔ Example rollout [private]",
       "estimatedvalue": 50000.00, "transactioncurrencyid": "USD", "estimatedclosedate": "2030-11-14",
       "description": "Synthetic deal.", "statecode": 0, "statuscode": 1,
       "msft_microsoftpartnercentersolutions": "SOL-00001-AAA",
       "account": {"name": "Example Customer Ltd", "address1_line1": "1 Sample Street", "address1_city": "Sampletown",
         "address1_stateorprovince": "WA", "address1_postalcode": "00000", "address1_country": "US"},
       "contact": {"firstname": "Avery", "lastname": "Example", "telephone1": "+15550100",
         "emailaddress1": "avery@customer.example"},
       "ownerid": [{"firstName": "Robin", "lastName": "Seller", "phoneNumber": "+15550101",
         "email": "robin@partner.example"}]}
      """;

  private static final String PRIVATE =
      """
      {"name": "Example rollout [private]", "externalReferenceId": "11111111-0000-4000-8000-000000000001",
       "qualification": "SalesQualified", "type": "Independent",
       "customerProfile": {"name": "Example Customer Ltd",
         "address": {"addressLine1": "1 Sample Street", "city": "Sampletown", "state": "WA", "postalCode": "00000",
           "country": "US"},
         "team": [{"firstName": "Avery", "lastName": "Example", "phoneNumber": "+15550100",
           "email": "avery@customer.example"}]},
       "consent": {"consentToToShareInfoWithOthers": true, "consentToContact": true,
         "consentToShareReferralWithMicrosoftSellers": false},
       "details": {"notes": "Synthetic deal.", "dealValue": 50000, "currency": "USD",
         "closingDateTime": "2030-11-14T00:00:00Z",
         "requirements": {"solutions": [{"type": "Name", "id": "SOL-00001-AAA"}],
           "additionalRequirements": {"attributes": [{"type": "CustomerMarketplaceIntent", "id": "HaveNotDecided"}]}}},
       "team": [{"firstName": "Robin", "lastName": "Seller", "phoneNumber": "+15550101",
         "email": "robin@partner.example"}],
       "target": []}
      """;

  private static final String HELP = "{\"msft_microsoftpartnercenterhelp\": 299600002}";

  private final NewReferrals referrals = referrals(Map.of());

  @Test
  void keepsAPrivateDealPrivate() {
    assertThat(json(referrals.own(synchronization("{}")))).isEqualTo(json(PRIVATE));
    assertThat(referrals.asksForHelp(synchronization("{}"))).isFalse();
  }

  @Test
  void letsMicrosoftSeeAPartnerLedDeal() {
    JsonNode body =
        json(
            referrals.own(
                synchronization("{\"msft_microsoftpartnercenterreferralvisible\": true}")));

    assertThat(body)
        .isEqualTo(
            with(
                """
                {"consent": {"consentToToShareInfoWithOthers": true, "consentToContact": true,
                  "consentToShareReferralWithMicrosoftSellers": true}}"""));
  }

  @Test
  void sharesADealThatNeedsHelp() {
    assertThat(referrals.asksForHelp(synchronization(HELP))).isTrue();
    assertThat(json(referrals.own(synchronization(HELP))))
        .isEqualTo(
            with(
                """
                {"type": "Shared", "target": [{"type": "SolutionProfile", "id": "SOL-00001-AAA"}],
                 "consent": {"consentToToShareInfoWithOthers": true, "consentToContact": true,
                  "consentToShareReferralWithMicrosoftSellers": true}}"""));
  }

  @Test
  void asksMicrosoftForHelpWithTheSameDealInTheSameEngagement() {
    Synchronization created =
        synchronization(HELP).withReferral(json("{\"engagementId\": \"e-1\"}"));

    assertThat(json(referrals.microsofts(created))).isEqualTo(invitation("Synthetic deal."));
  }

  @Test
  void sharesAPrivateDealAsItStandsInPartnerCenter() {
    ObjectNode own = with("{\"engagementId\": \"e-1\", \"status\": \"Active\", \"eTag\": \"t\"}");
    own.withObjectProperty("details").put("notes", "Newer.").put("incentiveLevel", "x");
    own.withObjectProperty("customerProfile").put("isMatchingComplete", true);

    assertThat(json(referrals.microsofts(synchronization(HELP).withReferral(own))))
        .isEqualTo(invitation("Newer."));
  }

  @Test
  void takesTheContactOfTheRecordWhereTheReferralHasNone() {
    ObjectNode own = with("{\"engagementId\": \"e-1\"}");
    own.withObjectProperty("customerProfile").putArray("team");

    assertThat(json(referrals.microsofts(synchronization(HELP).withReferral(own))))
        .isEqualTo(invitation("Synthetic deal."));
  }

  @Test
  void asksForNoHelpWithAClosedDeal() {
    Synchronization closed = synchronization(HELP).withReferral(json("{\"status\": \"Closed\"}"));
    assertThat(referrals.asksForHelp(closed)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"Yes,Yes", "none,", ",HaveNotDecided"})
  void saysOfTheMarketplaceWhatIsSet(String set, String sent) {
    NewReferrals configured =
        set == null
            ? referrals
            : referrals(Map.of("cosell.partner-center.customer-marketplace-intent", set));
    JsonNode attributes =
        json(configured.own(synchronization("{}")))
            .at("/details/requirements/additionalRequirements/attributes");

    assertThat(attributes.findValuesAsText("id"))
        .isEqualTo(sent == null ? List.of() : List.of(sent));
  }

  private static ObjectNode invitation(String notes) {
    ObjectNode body =
        with(
            """
            {"engagementId": "e-1", "type": "Shared", "target": [{"type": "BusinessProfileLocation", "id": "msft"}],
             "consent": {"consentToToShareInfoWithOthers": true, "consentToContact": true,
               "consentToShareReferralWithMicrosoftSellers": true}}""");
    body.putObject("inviteContext")
        .put("notes", notes)
        .put("assistanceRequestCode", "ProofOfConceptOrDemo");
    body.withObjectProperty("details").put("notes", notes);
    return body;
  }

  private static ObjectNode with(String changes) {
    return json(PRIVATE).setAll(json(changes));
  }

  private static Synchronization synchronization(String columns) {
    RecordId id = RecordId.opportunity(RECORD);
    ObjectNode row = json(ROW).setAll(json(columns));
    Link link =
        new Link(
            1,
            null,
            id,
            null,
            LinkState.NEW,
            null,
            json("{}"),
            null,
            null,
            null,
            null,
            Instant.EPOCH,
            Instant.EPOCH);
    return Synchronization.begin(new Trigger(List.of(), 0, false), new RunLog(), new Progress(link))
        .withRecord(new CrmRecord(id, "1", Instant.EPOCH, row));
  }

  private static NewReferrals referrals(Map<String, String> settings) {
    return new NewReferrals(
        MAPPINGS,
        new Binder(new MapConfigurationPropertySource(settings))
            .bindOrCreate("cosell.partner-center", PartnerCenterSettings.class));
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode)
          JsonMapper.builder()
              .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
              .build()
              .readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
