package dev.cosell.bridge.sandbox.salesforce.soql;

import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;
import dev.cosell.bridge.sandbox.salesforce.soql.Soql.AllOf;
import dev.cosell.bridge.sandbox.salesforce.soql.Soql.ChildQuery;
import dev.cosell.bridge.sandbox.salesforce.soql.Soql.Condition;
import dev.cosell.bridge.sandbox.salesforce.soql.Soql.FieldPath;
import dev.cosell.bridge.sandbox.salesforce.soql.Soql.SelectItem;
import dev.cosell.bridge.sandbox.salesforce.soql.Soql.SortKey;
import dev.cosell.bridge.sandbox.salesforce.soql.SoqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Parser of SOQL. What Salesforce understands and the sandbox does not is refused as such, never as
 * a mistake of the query.
 */
final class SoqlParser {

  private static final Set<String> RESERVED =
      Set.of("select", "from", "where", "and", "or", "not", "in", "like", "order", "limit");
  private static final Set<String> NOT_SIMULATED =
      Set.of("group", "having", "for", "with", "using", "update", "typeof");

  private final SoqlTokens tokens;

  private SoqlParser(SoqlTokens tokens) {
    this.tokens = tokens;
  }

  static Soql parse(String query) {
    SoqlTokens tokens = new SoqlTokens(query);
    Soql soql = new SoqlParser(tokens).query();
    if (!tokens.peek().is(Kind.END)) {
      throw SoqlErrors.unexpected(query, tokens.peek());
    }
    return soql;
  }

  static Soql inParentheses(SoqlTokens tokens) {
    tokens.expect(Kind.OPEN);
    Soql soql = new SoqlParser(tokens).query();
    tokens.expect(Kind.CLOSE);
    return soql;
  }

  private Soql query() {
    tokens.expect("SELECT");
    List<SelectItem> items = items();
    tokens.expect("FROM");
    FieldPath from = name();
    refuseAlias();
    Condition where = tokens.accept("WHERE") ? ConditionParser.parse(tokens) : new AllOf(List.of());
    refuseNotSimulated();
    List<SortKey> order = order();
    OptionalInt limit = number("LIMIT");
    OptionalInt offset = number("OFFSET");
    refuseNotSimulated();
    return new Soql(items, from, where, order, limit, offset);
  }

  private List<SelectItem> items() {
    if (tokens.peek().isWord("COUNT") && tokens.peekBehind().is(Kind.OPEN)) {
      tokens.next();
      tokens.next();
      if (!tokens.accept(Kind.CLOSE)) {
        throw SalesforceError.notSimulated("COUNT of a field");
      }
      return List.of();
    }
    List<SelectItem> items = new ArrayList<>();
    do {
      items.add(item());
    } while (tokens.accept(Kind.COMMA));
    return items;
  }

  private SelectItem item() {
    if (tokens.peek().is(Kind.OPEN)) {
      return new ChildQuery(inParentheses(tokens));
    }
    refuseNotSimulated();
    if (tokens.peekBehind().is(Kind.OPEN)) {
      throw SalesforceError.notSimulated("the function " + tokens.peek().text());
    }
    return name();
  }

  private FieldPath name() {
    return name(tokens);
  }

  static FieldPath name(SoqlTokens tokens) {
    SoqlToken name = tokens.expect(Kind.NAME);
    if (RESERVED.contains(name.text().toLowerCase(Locale.ROOT))) {
      throw SoqlErrors.unexpected(tokens.query(), name);
    }
    return new FieldPath(List.of(name.text().split("\\.")), name.start());
  }

  private List<SortKey> order() {
    List<SortKey> keys = new ArrayList<>();
    if (tokens.accept("ORDER")) {
      tokens.expect("BY");
      do {
        keys.add(sortKey());
      } while (tokens.accept(Kind.COMMA));
    }
    return keys;
  }

  private SortKey sortKey() {
    FieldPath path = name();
    boolean descending = tokens.accept("DESC");
    if (!descending) {
      tokens.accept("ASC");
    }
    boolean nullsLast = false;
    if (tokens.accept("NULLS")) {
      nullsLast = tokens.accept("LAST");
      if (!nullsLast) {
        tokens.expect("FIRST");
      }
    }
    return new SortKey(path, descending, nullsLast);
  }

  private OptionalInt number(String word) {
    if (!tokens.accept(word)) {
      return OptionalInt.empty();
    }
    SoqlToken number = tokens.expect(Kind.NUMBER);
    if (!number.text().matches("\\d{1,9}")) {
      throw SoqlErrors.unexpected(tokens.query(), number);
    }
    return OptionalInt.of(Integer.parseInt(number.text()));
  }

  private void refuseAlias() {
    Set<String> clauses = Set.of("where", "order", "limit", "offset");
    SoqlToken next = tokens.peek();
    if (next.is(Kind.NAME) && !clauses.contains(next.text().toLowerCase(Locale.ROOT))) {
      refuseNotSimulated();
      throw RESERVED.contains(next.text().toLowerCase(Locale.ROOT))
          ? SoqlErrors.unexpected(tokens.query(), next)
          : SalesforceError.notSimulated("the alias " + next.text());
    }
  }

  private void refuseNotSimulated() {
    SoqlToken next = tokens.peek();
    if (next.is(Kind.NAME) && NOT_SIMULATED.contains(next.text().toLowerCase(Locale.ROOT))) {
      throw SalesforceError.notSimulated(next.text() + " in SOQL");
    }
  }
}
