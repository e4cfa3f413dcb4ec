package dev.cosell.bridge.sandbox.salesforce.setup;

import java.util.Locale;

/** The data types of fields, named as describe names them. */
public enum FieldType {
  ID("tns:ID"),
  REFERENCE("tns:ID"),
  STRING("xsd:string"),
  TEXTAREA("xsd:string"),
  PICKLIST("xsd:string"),
  EMAIL("xsd:string"),
  PHONE("xsd:string"),
  URL("xsd:string"),
  BOOLEAN("xsd:boolean"),
  CURRENCY("xsd:double"),
  DOUBLE("xsd:double"),
  PERCENT("xsd:double"),
  INT("xsd:int"),
  DATE("xsd:date"),
  DATETIME("xsd:dateTime"),
  ADDRESS("urn:address");

  private final String soapType;

  FieldType(String soapType) {
    this.soapType = soapType;
  }

  /** The type as describe and error messages spell it. */
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What describe calls the soapType. */
  public String soapType() {
    return soapType;
  }

  /** Whether values are texts, ids not counted. */
  public boolean isText() {
    return soapType.equals("xsd:string");
  }

  /** Whether values are ids. */
  public boolean isId() {
    return this == ID || this == REFERENCE;
  }

  /** Whether values are numbers. */
  public boolean isNumber() {
    return soapType.equals("xsd:double") || this == INT;
  }
}
