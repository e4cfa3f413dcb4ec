package dev.cosell.bridge.sandbox.salesforce.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The sObjects of an organization. */
final class StandardObjects {

  private StandardObjects() {}

  static List<SObjectType> of(SalesforceSettings settings) {
    Features features = settings.features();
    List<SObjectType> types = new ArrayList<>();
    types.add(SalesObjects.account(features));
    types.add(SalesObjects.contact(features));
    types.add(SalesObjects.lead(settings));
    types.add(SalesObjects.opportunity(settings));
    types.add(DealObjects.contactRole());
    if (features.opportunityTeams()) {
      types.add(DealObjects.teamMember());
    }
    types.add(SetupObjects.opportunityStage());
    types.add(SetupObjects.leadStatus());
    types.add(SetupObjects.user());
    types.add(SetupObjects.organization());
    if (features.multiCurrency()) {
      types.add(SetupObjects.currencyType());
    }
    types.add(SetupObjects.name());
    return types;
  }

  /** The fields that Salesforce keeps itself, behind those of a type. */
  static Field[] withAudit(boolean deletable, Field... fields) {
    Field[] deletion =
        deletable
            ? new Field[] {Field.checkbox("IsDeleted").labelled("Deleted").readOnly()}
            : new Field[0];
    Field[] audit = {
      Field.dateTime("CreatedDate").readOnly().with(Trait.DEFAULTED),
      Field.lookup("CreatedById", "CreatedBy", "User").readOnly().with(Trait.DEFAULTED),
      Field.dateTime("LastModifiedDate").readOnly().with(Trait.DEFAULTED),
      Field.lookup("LastModifiedById", "LastModifiedBy", "User").readOnly().with(Trait.DEFAULTED),
      Field.dateTime("SystemModstamp").readOnly().with(Trait.DEFAULTED)
    };
    return Stream.of(deletion, fields, audit).flatMap(Stream::of).toArray(Field[]::new);
  }

  /** The currency of a row, in organizations with several. */
  static List<Field> currency(Features features, String label) {
    if (!features.multiCurrency()) {
      return List.of();
    }
    List<PicklistValue> active =
        OrgCurrency.ACTIVE.stream().map(currency -> PicklistValue.of(currency.isoCode())).toList();
    return List.of(
        Field.picklist("CurrencyIsoCode", active)
            .labelled(label)
            .with(Trait.RESTRICTED, Trait.DEFAULTED));
  }
}
