package dev.cosell.bridge.sandbox.salesforce.setup;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The custom fields of the co-sell connector on opportunities and leads (cosell-connector.md,
 * section 6).
 */
public final class CosellFields {

  /** Whether the record is shared with Partner Center. */
  public static final String SYNC = "Sync_with_Partner_Center__c";

  /** Id of the referral. */
  public static final String REFERRAL_ID = "Referral_Identifier__c";

  /** Whether Microsoft's sellers may see the referral. */
  public static final String VISIBLE = "Referral_Visible_to_Microsoft__c";

  /** What Microsoft is asked for. */
  public static final String HELP = "How_can_Microsoft_help__c";

  /** Ids of solutions. */
  public static final String PRODUCTS = "Products__c";

  /** The values of {@link #HELP} by assistance request code. */
  public static final Map<String, String> HELP_VALUES = helpValues();

  private static final int ID_LENGTH = 100;
  private static final int LINE = 255;
  private static final int AUDIT_LENGTH = 100_000;

  private CosellFields() {}

  private static Map<String, String> helpValues() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("WorkloadSpecificValueProposition", "Workload Specific Value Proposition");
    values.put("CustomerTechnicalArchitecture", "Customer Technical Architecture");
    values.put("ProofOfConceptOrDemo", "Proof Of Concept or Demo");
    values.put("QuotesOrLicensing", "Quotes or Licensing");
    values.put("PostSalesCustomerSuccess", "Post Sales Customer Success");
    values.put("GeneralOrOther", "General or Other");
    return Collections.unmodifiableMap(values);
  }

  static List<Field> ofOpportunity(boolean uniqueReferralId) {
    Field id = Field.text(REFERRAL_ID, ID_LENGTH).with(Trait.EXTERNAL_ID);
    return List.of(
        Field.checkbox(SYNC),
        uniqueReferralId ? id.with(Trait.UNIQUE) : id,
        Field.url("Referral_Link__c"),
        Field.picklist(HELP, HELP_VALUES.values().toArray(String[]::new))
            .labelled("How can Microsoft help?")
            .with(Trait.RESTRICTED),
        Field.text(PRODUCTS, LINE),
        Field.textArea("Audit__c", AUDIT_LENGTH),
        Field.checkbox(VISIBLE).labelled("Referral visible to Microsoft sellers?"),
        Field.text("Microsoft_CRM_Identifier__c", ID_LENGTH),
        Field.text("Referral_Program__c", ID_LENGTH));
  }

  static List<Field> ofLead(boolean uniqueReferralId) {
    List<Field> fields = new ArrayList<>(ofOpportunity(uniqueReferralId));
    fields.add(Field.text("Referral_Name__c", LINE));
    return fields;
  }
}
