package dev.cosell.bridge.sandbox.salesforce.soql;

import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;
import dev.cosell.bridge.sandbox.salesforce.setup.Field;

/** The refusals of queries, with the excerpt and position that Salesforce puts in front. */
final class SoqlErrors {

  private static final int CONTEXT = 30;
  private static final String ADVICE =
      " If you are attempting to use a custom %s, be sure to append the '%s' after the %s name."
          + " Please reference your WSDL or the describe call for the appropriate names.";

  private SoqlErrors() {}

  static SalesforceError malformed(String query, int at, String message) {
    return of("MALFORMED_QUERY", query, at, message);
  }

  static SalesforceError unexpected(String query, SoqlToken token) {
    String text = token.is(SoqlToken.Kind.END) ? "<EOF>" : token.text();
    return malformed(query, token.start(), "unexpected token: '" + text + "'");
  }

  static SalesforceError noSuchColumn(String query, int at, String field, String sObject) {
    String message = "No such column '%s' on entity '%s'.".formatted(field, sObject);
    return of(
        "INVALID_FIELD", query, at, message + ADVICE.formatted("field", "__c", "custom field"));
  }

  static SalesforceError noSuchType(String query, int at, String sObject) {
    String message = "sObject type '%s' is not supported.".formatted(sObject);
    return of("INVALID_TYPE", query, at, message + ADVICE.formatted("object", "__c", "entity"));
  }

  static SalesforceError noSuchParent(String query, int at, String relationship) {
    String message = "Didn't understand relationship '%s' in field path.".formatted(relationship);
    return of("INVALID_FIELD", query, at, message + relationshipAdvice());
  }

  static SalesforceError noSuchChild(String query, int at, String relationship) {
    String message =
        "Didn't understand relationship '%s' in FROM part of query call.".formatted(relationship);
    return of("INVALID_TYPE", query, at, message + relationshipAdvice());
  }

  private static String relationshipAdvice() {
    return ADVICE.formatted("relationship", "__r", "custom relationship");
  }

  static SalesforceError cannotBe(String query, int at, Field field, String what) {
    String message = "field '%s' can not be %s in a query call".formatted(field.name(), what);
    return of("INVALID_FIELD", query, at, message);
  }

  static SalesforceError wrongCriterion(String query, SoqlToken literal, Field field) {
    boolean quoted = field.type().isText();
    String message =
        "value of filter criterion for field '%s' must be of type %s and should %sbe enclosed in quotes"
            .formatted(field.name(), field.type().apiName(), quoted ? "" : "not ");
    return of("INVALID_FIELD", query, literal.start(), message);
  }

  static SalesforceError wrongOperator(String query, int at, Field field) {
    String message = "invalid operator on %s field".formatted(field.type().apiName());
    return of("INVALID_QUERY_FILTER_OPERATOR", query, at, message);
  }

  static SalesforceError of(String code, String query, int at, String message) {
    int from = Math.max(0, at - CONTEXT);
    int to = Math.min(query.length(), at + CONTEXT);
    String excerpt = query.substring(from, to).replace('\n', ' ');
    String caret = " ".repeat(at - from) + "^";
    return SalesforceError.of(
        400,
        code,
        "\n%s\n%s\nERROR at Row:1:Column:%d\n%s".formatted(excerpt, caret, at + 1, message));
  }
}
