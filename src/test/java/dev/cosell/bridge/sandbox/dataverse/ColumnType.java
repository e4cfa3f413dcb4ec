package dev.cosell.bridge.sandbox.dataverse;

/** What a column holds, with its name in OData's and in Dataverse's own metadata. */
public enum ColumnType {
  TEXT("Edm.String", "String"),
  MEMO("Edm.String", "Memo"),
  MONEY("Edm.Decimal", "Money"),
  DECIMAL("Edm.Decimal", "Decimal"),
  INTEGER("Edm.Int32", "Integer"),
  BOOLEAN("Edm.Boolean", "Boolean"),
  CHOICE("Edm.Int32", "Picklist"),
  DATE("Edm.Date", "DateTime"),
  INSTANT("Edm.DateTimeOffset", "DateTime"),
  GUID("Edm.Guid", "Uniqueidentifier"),
  LOOKUP("Edm.Guid", "Lookup");

  private final String edm;
  private final String attributeType;

  ColumnType(String edm, String attributeType) {
    this.edm = edm;
    this.attributeType = attributeType;
  }

  String edm() {
    return edm;
  }

  String attributeType() {
    return attributeType;
  }
}
