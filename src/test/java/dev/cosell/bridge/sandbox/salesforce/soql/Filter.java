package dev.cosell.bridge.sandbox.salesforce.soql;

import dev.cosell.bridge.sandbox.salesforce.record.Row;
import dev.cosell.bridge.sandbox.salesforce.setup.FieldType;
import dev.cosell.bridge.sandbox.salesforce.setup.SObjectType;
import dev.cosell.bridge.sandbox.salesforce.soql.Soql.AllOf;
import dev.cosell.bridge.sandbox.salesforce.soql.Soql.AnyOf;
import dev.cosell.bridge.sandbox.salesforce.soql.Soql.Comparison;
import dev.cosell.bridge.sandbox.salesforce.soql.Soql.Condition;
import dev.cosell.bridge.sandbox.salesforce.soql.Soql.FieldPath;
import dev.cosell.bridge.sandbox.salesforce.soql.Soql.Membership;
import dev.cosell.bridge.sandbox.salesforce.soql.Soql.Not;
import dev.cosell.bridge.sandbox.salesforce.soql.Soql.SemiJoin;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Conditions as predicates of rows. There is no third truth value: an empty field is unlike every
 * value, and neither below nor above it.
 *
 * @param binder looks up names
 * @param semiJoin the values that a query in a condition yields
 */
record Filter(Binder binder, Function<Soql, Set<Object>> semiJoin) {

  Predicate<Row> bind(SObjectType type, Condition condition) {
    if (condition instanceof AllOf all) {
      return bound(type, all.conditions()).stream().reduce(row -> true, Predicate::and);
    }
    if (condition instanceof AnyOf any) {
      return bound(type, any.conditions()).stream().reduce(row -> false, Predicate::or);
    }
    if (condition instanceof Not not) {
      return bind(type, not.condition()).negate();
    }
    if (condition instanceof Membership membership) {
      return membership(type, membership);
    }
    return condition instanceof SemiJoin join
        ? semiJoin(type, join)
        : comparison(type, (Comparison) condition);
  }

  private List<Predicate<Row>> bound(SObjectType type, List<Condition> conditions) {
    return conditions.stream().map(condition -> bind(type, condition)).toList();
  }

  private Predicate<Row> comparison(SObjectType type, Comparison comparison) {
    BoundPath path = binder.filterable(type, comparison.path());
    SoqlToken operator = comparison.operator();
    if (operator.isWord("LIKE")) {
      return like(path, comparison);
    }
    boolean equality = Set.of("=", "!=", "<>").contains(operator.text());
    if (!equality && path.field().type() == FieldType.BOOLEAN) {
      throw SoqlErrors.wrongOperator(binder.query(), operator.start(), path.field());
    }
    Optional<Object> value = new Literals(binder.query()).value(path.field(), comparison.literal());
    if (equality) {
      boolean same = operator.text().equals("=");
      return row -> path.value(row).map(Literals::comparable).equals(value) == same;
    }
    IntPredicate test = test(operator.text());
    return row ->
        path.value(row)
            .filter(present -> value.isPresent())
            .filter(present -> test.test(Literals.compare(present, value.orElseThrow())))
            .isPresent();
  }

  private static IntPredicate test(String operator) {
    return switch (operator) {
      case "<" -> order -> order < 0;
      case "<=" -> order -> order <= 0;
      case ">" -> order -> order > 0;
      default -> order -> order >= 0;
    };
  }

  private Predicate<Row> like(BoundPath path, Comparison comparison) {
    if (!path.field().type().isText()) {
      throw SoqlErrors.wrongOperator(binder.query(), comparison.operator().start(), path.field());
    }
    if (!comparison.literal().is(SoqlToken.Kind.STRING)) {
      throw SoqlErrors.wrongCriterion(binder.query(), comparison.literal(), path.field());
    }
    Pattern pattern = pattern(comparison.literal().text().toLowerCase(Locale.ROOT));
    return row ->
        path.value(row)
            .map(Literals::comparable)
            .filter(text -> pattern.matcher(text.toString()).matches())
            .isPresent();
  }

  private static Pattern pattern(String like) {
    StringBuilder regex = new StringBuilder();
    int index = 0;
    while (index < like.length()) {
      char letter = like.charAt(index);
      boolean escapes = letter == '\\' && index + 1 < like.length();
      if (!escapes && (letter == '%' || letter == '_')) {
        regex.append(letter == '%' ? ".*" : ".");
      } else {
        regex.append(Pattern.quote(String.valueOf(like.charAt(escapes ? index + 1 : index))));
      }
      index += escapes ? 2 : 1;
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  private Predicate<Row> membership(SObjectType type, Membership membership) {
    BoundPath path = binder.filterable(type, membership.path());
    Set<Optional<Object>> values = new HashSet<>();
    Literals literals = new Literals(binder.query());
    membership.literals().forEach(literal -> values.add(literals.value(path.field(), literal)));
    return row ->
        values.contains(path.value(row).map(Literals::comparable)) != membership.negated();
  }

  private Predicate<Row> semiJoin(SObjectType type, SemiJoin join) {
    BoundPath path = binder.filterable(type, join.path());
    requireId(path, join.path());
    Set<Object> ids = semiJoin.apply(join.query());
    return row -> path.value(row).filter(ids::contains).isPresent() != join.negated();
  }

  private void requireId(BoundPath path, FieldPath written) {
    if (!path.field().type().isId()) {
      throw SoqlErrors.wrongOperator(binder.query(), written.start(), path.field());
    }
  }
}
