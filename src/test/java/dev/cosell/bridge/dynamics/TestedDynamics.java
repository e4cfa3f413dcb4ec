package dev.cosell.bridge.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.crm.DealRows;
import dev.cosell.bridge.crm.TestedCrm;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.mapping.ColumnWrite;
import dev.cosell.bridge.mapping.DealStage;
import dev.cosell.bridge.sync.CrmRecord;
import dev.cosell.bridge.sync.CrmTraits;
import dev.cosell.bridge.sync.RecordWrite;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Dynamics 365 for tests that are about any CRM. */
public final class TestedDynamics implements TestedCrm {

  private static final String DEAL =
      """
      referralId msft_microsoftpartnercenterreferralidentifier
      referralLink msft_microsoftpartnercenterreferrallink
      syncFlag msft_microsoftpartnercenterreferralsync
      audit msft_microsoftpartnercenterreferralsyncaudit
      dealValue estimatedvalue
      currency transactioncurrencyid
      closingDate estimatedclosedate
      notes description
      microsoftMsxId msft_microsoftcrmidentifier
      referralProgram msft_microsoftpartnercenterreferralprogram
      solutions msft_microsoftpartnercentersolutions
      ownerId _ownerid_value
      """;

  private static final Map<String, String> OPPORTUNITY =
      DealRows.byWord(
          DEAL
              + """
              externalReference opportunityid
              name name
              visibleToMicrosoft msft_microsoftpartnercenterreferralvisible
              help msft_microsoftpartnercenterhelp
              accountName account.name
              addressLine1 account.address1_line1
              addressLine2 account.address1_line2
              city account.address1_city
              state account.address1_stateorprovince
              postalCode account.address1_postalcode
              country account.address1_country
              contactFirstName contact.firstname
              contactLastName contact.lastname
              contactEmail contact.emailaddress1
              contactPhone contact.telephone1
              customerTeam parentcontactid
              contactId _parentcontactid_value
              team ownerid
              isComputed isrevenuesystemcalculated
              """);

  private static final Map<String, String> LEAD =
      DealRows.byWord(
          DEAL
              + """
              externalReference leadid
              name subject
              companyName companyname
              addressLine1 address1_line1
              addressLine2 address1_line2
              city address1_city
              state address1_stateorprovince
              postalCode address1_postalcode
              country address1_country
              contactFirstName firstname
              contactLastName lastname
              contactEmail emailaddress1
              contactPhone telephone1
              """);

  private static final Map<String, String> STAGES =
      Map.of(
          "on-hold", "{\"statecode\":0,\"statuscode\":2}",
          "in-progress", "{\"statecode\":0,\"statuscode\":1}",
          "won", "{\"statecode\":1,\"statuscode\":3}",
          "lost", "{\"statecode\":2,\"statuscode\":5}");

  private static final Map<String, String> LEAD_STAGES =
      Map.of(
          "on-hold", "{\"statecode\":0,\"statuscode\":1}",
          "in-progress", "{\"statecode\":1,\"statuscode\":3}",
          "lost", "{\"statecode\":2,\"statuscode\":4}");

  private static final int ON_HOLD = 2;

  private static final Map<String, Integer> LENGTHS =
      Map.of("name", 300, "subject", 300, "description", 2000, "companyname", 100);

  @Override
  public String name() {
    return "dynamics";
  }

  @Override
  public CrmTraits traits() {
    return new DynamicsTraits();
  }

  @Override
  public RecordId record(String entity, int number) {
    return new RecordId(entity, "11111111-0000-4000-8000-%012d".formatted(number));
  }

  @Override
  public Map<String, String> columns(String entity) {
    return "lead".equals(entity) ? LEAD : OPPORTUNITY;
  }

  @Override
  public Map<String, String> stages(String entity) {
    return "lead".equals(entity) ? LEAD_STAGES : STAGES;
  }

  /** By the state; the reason tells open opportunities on hold from the others. */
  @Override
  public @Nullable String stage(String entity, JsonNode row) {
    boolean isLead = "lead".equals(entity);
    return switch (row.path("statecode").asInt(-1)) {
      case 0 -> isLead || row.path("statuscode").asInt() == ON_HOLD ? "on-hold" : "in-progress";
      case 1 -> isLead ? "in-progress" : "won";
      case 2 -> "lost";
      default -> null;
    };
  }

  @Override
  public Map<String, String> help() {
    return Map.of(
        "WorkloadSpecificValueProposition", "299600000",
        "CustomerTechnicalArchitecture", "299600001",
        "ProofOfConceptOrDemo", "299600002",
        "QuotesOrLicensing", "299600003",
        "PostSalesCustomerSuccess", "299600004",
        "GeneralOrOther", "299600005");
  }

  @Override
  public String unknownHelp() {
    return "299600099";
  }

  /** Amounts have four decimal places, whatever the currency. */
  @Override
  public JsonNode stored(String column, JsonNode value) {
    return column.equals("estimatedvalue") && value.isNumber()
        ? DecimalNode.valueOf(value.decimalValue().setScale(4, RoundingMode.HALF_UP))
        : value;
  }

  @Override
  public boolean takes(ColumnWrite write) {
    JsonNode value = write.value();
    if (value.isNull()) {
      return true;
    }
    return switch (write.column().type()) {
      case MONEY, NUMBER -> value.isNumber();
      case CHOICE, STATUS -> value.isIntegralNumber();
      case BOOLEAN -> value.isBoolean();
      case DATE -> value.asText().matches("[+-]?\\d{4,}-\\d\\d-\\d\\d");
      default ->
          value.isTextual()
              && value.asText().length()
                  <= LENGTHS.getOrDefault(write.column().name(), Integer.MAX_VALUE);
    };
  }

  @Override
  public Set<String> demanded(String entity) {
    return Set.of();
  }

  @Override
  public int longestNotes() {
    return 2000;
  }

  @Override
  public int longestName() {
    return 300;
  }

  @Override
  public String version(int changed, JsonNode row) {
    return "W/\"" + changed + "\"";
  }

  @Override
  public boolean isStale(String named, String now) {
    return !named.equals(now);
  }

  @Override
  public boolean hasExactVersions() {
    return true;
  }

  @Override
  public CrmRecord read(RecordId id, ObjectNode row, int changed, Instant changedAt, int now) {
    return new CrmRecord(id, version(changed, row), changedAt, row);
  }

  /** Winning and losing are actions, which do not tell the version that they made. */
  @Override
  public CrmRecord written(
      RecordId id, @Nullable CrmRecord before, RecordWrite write, String version) {
    boolean byAction = write.stage() == DealStage.WON || write.stage() == DealStage.LOST;
    return new CrmRecord(
        id, byAction && before != null ? null : version, null, MissingNode.getInstance());
  }
}
