package dev.cosell.bridge.sandbox.salesforce.soql;

import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;
import dev.cosell.bridge.sandbox.salesforce.soql.Soql.AllOf;
import dev.cosell.bridge.sandbox.salesforce.soql.Soql.AnyOf;
import dev.cosell.bridge.sandbox.salesforce.soql.Soql.Comparison;
import dev.cosell.bridge.sandbox.salesforce.soql.Soql.Condition;
import dev.cosell.bridge.sandbox.salesforce.soql.Soql.FieldPath;
import dev.cosell.bridge.sandbox.salesforce.soql.Soql.Membership;
import dev.cosell.bridge.sandbox.salesforce.soql.Soql.Not;
import dev.cosell.bridge.sandbox.salesforce.soql.Soql.SemiJoin;
import dev.cosell.bridge.sandbox.salesforce.soql.SoqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Parser of WHERE. AND and OR side by side, and NOT beside either, need parentheses, as in the real
 * grammar.
 */
final class ConditionParser {

  private static final Pattern DATE_LITERAL =
      Pattern.compile("(?i)TODAY|YESTERDAY|TOMORROW|(?:LAST|THIS|NEXT)_\\w+|N_\\w+_AGO");

  private final SoqlTokens tokens;

  private ConditionParser(SoqlTokens tokens) {
    this.tokens = tokens;
  }

  static Condition parse(SoqlTokens tokens) {
    return new ConditionParser(tokens).condition();
  }

  private Condition condition() {
    if (tokens.accept("NOT")) {
      return new Not(simple());
    }
    Condition first = simple();
    if (tokens.peek().isWord("AND")) {
      return new AllOf(joined(first, "AND"));
    }
    return tokens.peek().isWord("OR") ? new AnyOf(joined(first, "OR")) : first;
  }

  private List<Condition> joined(Condition first, String word) {
    List<Condition> conditions = new ArrayList<>(List.of(first));
    while (tokens.accept(word)) {
      conditions.add(simple());
    }
    return conditions;
  }

  private Condition simple() {
    if (tokens.accept(Kind.OPEN)) {
      Condition inner = condition();
      tokens.expect(Kind.CLOSE);
      return inner;
    }
    FieldPath path = SoqlParser.name(tokens);
    if (tokens.peek().is(Kind.OPEN)) {
      throw SalesforceError.notSimulated("the function " + path.last());
    }
    return comparison(path);
  }

  private Condition comparison(FieldPath path) {
    if (tokens.peek().isWord("IN") || tokens.peek().isWord("NOT")) {
      boolean negated = tokens.accept("NOT");
      tokens.expect("IN");
      return membership(path, negated);
    }
    if (tokens.peek().isWord("INCLUDES") || tokens.peek().isWord("EXCLUDES")) {
      throw SalesforceError.notSimulated("multi-select picklists");
    }
    SoqlToken operator =
        tokens.peek().isWord("LIKE") ? tokens.next() : tokens.expect(Kind.OPERATOR);
    return new Comparison(path, operator, literal());
  }

  private Condition membership(FieldPath path, boolean negated) {
    if (tokens.peek().is(Kind.OPEN) && tokens.peekBehind().isWord("SELECT")) {
      return new SemiJoin(path, negated, SoqlParser.inParentheses(tokens));
    }
    tokens.expect(Kind.OPEN);
    List<SoqlToken> literals = new ArrayList<>();
    do {
      literals.add(literal());
    } while (tokens.accept(Kind.COMMA));
    tokens.expect(Kind.CLOSE);
    return new Membership(path, negated, literals);
  }

  private SoqlToken literal() {
    SoqlToken token = tokens.peek();
    if (token.is(Kind.NAME) && DATE_LITERAL.matcher(token.text()).matches()) {
      throw SalesforceError.notSimulated("the date literal " + token.text());
    }
    boolean word = token.isWord("null") || token.isWord("true") || token.isWord("false");
    boolean value =
        token.is(Kind.STRING)
            || token.is(Kind.NUMBER)
            || token.is(Kind.DATE)
            || token.is(Kind.DATETIME);
    if (!word && !value) {
      throw SoqlErrors.unexpected(tokens.query(), token);
    }
    return tokens.next();
  }
}
