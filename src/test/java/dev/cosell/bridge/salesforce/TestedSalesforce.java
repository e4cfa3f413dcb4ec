package dev.cosell.bridge.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cosell.bridge.crm.DealRows;
import dev.cosell.bridge.crm.TestedCrm;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.mapping.ColumnWrite;
import dev.cosell.bridge.sync.CrmRecord;
import dev.cosell.bridge.sync.CrmTraits;
import dev.cosell.bridge.sync.RecordWrite;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Salesforce for tests that are about any CRM; its rows are those of {@link SalesforceRows}. */
public final class TestedSalesforce implements TestedCrm {

  private static final Instant FIRST = Instant.parse("2030-01-05T10:00:00Z");

  private static final String DEAL =
      """
      referralId Referral_Identifier__c
      referralLink Referral_Link__c
      syncFlag Sync_with_Partner_Center__c
      audit Audit__c
      notes Description
      microsoftMsxId Microsoft_CRM_Identifier__c
      referralProgram Referral_Program__c
      solutions Products__c
      externalReference Id
      ownerId _OwnerId_value
      """;

  private static final Map<String, String> OPPORTUNITY =
      DealRows.byWord(
          DEAL
              + """
              name Name
              dealValue Amount
              currency CurrencyIsoCode
              closingDate CloseDate
              visibleToMicrosoft Referral_Visible_to_Microsoft__c
              help How_can_Microsoft_help__c
              accountName account.Name
              addressLine1 account.BillingStreet1
              addressLine2 account.BillingStreet2
              city account.BillingCity
              state account.BillingState
              postalCode account.BillingPostalCode
              country account.BillingCountry
              contactFirstName contact.FirstName
              contactLastName contact.LastName
              contactEmail contact.Email
              contactPhone contact.Phone
              customerTeam ContactId
              contactId _ContactId_value
              team OwnerId
              isComputed HasOpportunityLineItem
              """);

  private static final Map<String, String> LEAD =
      DealRows.byWord(
          DEAL
              + """
              name Referral_Name__c
              companyName Company
              addressLine1 Street1
              addressLine2 Street2
              city City
              state State
              postalCode PostalCode
              country Country
              contactFirstName FirstName
              contactLastName LastName
              contactEmail Email
              contactPhone Phone
              """);

  private static final Map<String, String> STAGES =
      Map.of(
          "on-hold", "{\"StageName\":\"on-hold-stage\"}",
          "in-progress", "{\"StageName\":\"active-stage\"}",
          "won", "{\"StageName\":\"won-stage\"}",
          "lost", "{\"StageName\":\"lost-stage\"}");

  private static final Map<String, String> LEAD_STAGES =
      Map.of(
          "on-hold", "{\"Status\":\"Open - Not Contacted\"}",
          "in-progress", "{\"Status\":\"Working - Contacted\"}",
          "lost", "{\"Status\":\"Closed - Not Converted\"}");

  private static final Set<String> CHECKBOXES =
      Set.of("Sync_with_Partner_Center__c", "Referral_Visible_to_Microsoft__c");

  private static final Map<String, Integer> LENGTHS =
      Map.ofEntries(
          Map.entry("Name", 120),
          Map.entry("account.Name", 255),
          Map.entry("Referral_Name__c", 255),
          Map.entry("Company", 255),
          Map.entry("Products__c", 255),
          Map.entry("Referral_Link__c", 255),
          Map.entry("Microsoft_CRM_Identifier__c", 100),
          Map.entry("Referral_Program__c", 100),
          Map.entry("Description", 32_000),
          Map.entry("FirstName", 40),
          Map.entry("LastName", 80));

  private static final Set<String> DEMANDED =
      Set.of("Name", "CloseDate", "StageName", "Company", "LastName");

  @Override
  public String name() {
    return "salesforce";
  }

  @Override
  public CrmTraits traits() {
    return new SalesforceTraits();
  }

  @Override
  public RecordId record(String entity, int number) {
    String prefix = "lead".equals(entity) ? "00Q" : "006";
    return new RecordId(entity, SalesforceId.whole(prefix + "%012d".formatted(number)));
  }

  @Override
  public Map<String, String> columns(String entity) {
    return "lead".equals(entity) ? LEAD : OPPORTUNITY;
  }

  @Override
  public Map<String, String> stages(String entity) {
    return "lead".equals(entity) ? LEAD_STAGES : STAGES;
  }

  @Override
  public @Nullable String stage(String entity, JsonNode row) {
    String column = "lead".equals(entity) ? "Status" : "StageName";
    String named = "{\"" + column + "\":" + row.path(column) + "}";
    return stages(entity).entrySet().stream()
        .filter(stage -> stage.getValue().equals(named))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  @Override
  public Map<String, String> help() {
    return Map.of(
        "WorkloadSpecificValueProposition", "\"Workload Specific Value Proposition\"",
        "CustomerTechnicalArchitecture", "\"Customer Technical Architecture\"",
        "ProofOfConceptOrDemo", "\"Proof Of Concept or Demo\"",
        "QuotesOrLicensing", "\"Quotes or Licensing\"",
        "PostSalesCustomerSuccess", "\"Post Sales Customer Success\"",
        "GeneralOrOther", "\"General or Other\"");
  }

  @Override
  public String unknownHelp() {
    return "\"Something Else\"";
  }

  /**
   * Blanks around a text are cut off, and a text of nothing else is none; amounts are doubles; a
   * checkbox is never empty.
   */
  @Override
  public JsonNode stored(String column, JsonNode value) {
    if (CHECKBOXES.contains(column) && value.isNull()) {
      return BooleanNode.FALSE;
    }
    if (value.isTextual()) {
      String text = value.asText().strip();
      return text.isEmpty() ? NullNode.instance : TextNode.valueOf(text);
    }
    return value.isNumber() ? amount(value.decimalValue()) : value;
  }

  /** Ten million is {@code 1.0E7}. */
  private static JsonNode amount(BigDecimal exact) {
    double stored = exact.setScale(2, RoundingMode.HALF_UP).doubleValue();
    return DecimalNode.valueOf(new BigDecimal(Double.toString(stored)));
  }

  @Override
  public boolean takes(ColumnWrite write) {
    JsonNode value = write.value();
    if (value.isNull()) {
      return !DEMANDED.contains(write.column().path());
    }
    return switch (write.column().type()) {
      case MONEY, NUMBER -> value.isNumber();
      case BOOLEAN -> value.isBoolean();
      case DATE -> value.asText().matches("\\d{4}-\\d\\d-\\d\\d");
      default ->
          value.isTextual()
              && value.asText().strip().length()
                  <= LENGTHS.getOrDefault(write.column().path(), Integer.MAX_VALUE);
    };
  }

  /** A stage too, but {@link SalesforceWrites} sees to that. */
  @Override
  public Set<String> demanded(String entity) {
    return "lead".equals(entity)
        ? Set.of("companyName", "contactLastName")
        : Set.of("name", "closingDate");
  }

  @Override
  public int longestNotes() {
    return 32_000;
  }

  @Override
  public int longestName() {
    return 120;
  }

  /** A tick of the clock is a second. */
  @Override
  public String version(int changed, JsonNode row) {
    return new RecordVersion(stamp(changed), versionOf(row).hash()).toString();
  }

  private static Instant stamp(int tick) {
    return FIRST.plusSeconds(tick);
  }

  private static RecordVersion versionOf(JsonNode row) {
    ObjectNode stamped = row.deepCopy();
    stamped.put(OrgFields.MODSTAMP, FIRST.toString());
    return Objects.requireNonNull(RecordVersion.of(stamped));
  }

  /** By {@code If-Unmodified-Since}. */
  @Override
  public boolean isStale(String named, String now) {
    Instant known = Objects.requireNonNull(RecordVersion.stampOf(named));
    return Objects.requireNonNull(RecordVersion.stampOf(now)).isAfter(known);
  }

  @Override
  public boolean hasExactVersions() {
    return false;
  }

  @Override
  public CrmRecord read(RecordId id, ObjectNode row, int changed, Instant changedAt, int now) {
    boolean isOver = new RecordVersion(stamp(changed), "").isOver(stamp(now));
    return new CrmRecord(id, version(changed, row), changedAt, row, isOver);
  }

  /** Salesforce answers with nothing: the record is the one that is expected. */
  @Override
  public CrmRecord written(
      RecordId id, @Nullable CrmRecord before, RecordWrite write, String version) {
    Instant answeredAt = Objects.requireNonNull(RecordVersion.stampOf(version));
    if (before == null || !before.row().isObject()) {
      return new CrmRecord(id, answeredAt.toString(), null, MissingNode.getInstance(), false);
    }
    ObjectNode expected = before.row().deepCopy();
    for (ColumnWrite column : write.columns()) {
      if (column.column().table() == null) {
        expected.set(column.column().name(), column.value());
      }
    }
    return new CrmRecord(id, RecordVersion.after(expected, answeredAt), null, expected, false);
  }
}
