package dev.cosell.bridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Function;

/**
 * One form for each value, so that both sides can be compared. What cannot be understood stays as
 * it is: it is seen as a difference and never written. Empty and missing are {@code null}.
 */
final class NormalForm {

  private NormalForm() {}

  /**
   * The normal form of a value of the referral; of a value of the CRM once its choices are the
   * referral's words.
   *
   * @param moneyScale decimal places of the side's currency
   */
  static JsonNode of(MappedField field, JsonNode raw, int moneyScale) {
    return of(field, raw, moneyScale, field.limit());
  }

  /** The same, with another limit to the length. */
  static JsonNode of(MappedField field, JsonNode raw, int moneyScale, int limit) {
    if (raw.isMissingNode() || raw.isNull()) {
      return NullNode.instance;
    }
    return switch (field.type()) {
      case TEXT -> text(limited(field, plain(raw), limit));
      case MONEY ->
          decimal(raw, it -> it.setScale(Math.min(it.scale(), moneyScale), RoundingMode.HALF_UP));
      case NUMBER -> decimal(raw, Function.identity());
      case CURRENCY -> text(plain(raw).strip().toUpperCase(Locale.ROOT));
      case DATE -> time(raw, NormalDate::day);
      case DATETIME -> time(raw, Instant::toString);
      case BOOLEAN -> bool(raw);
      case CHOICE -> choice(field.values(), plain(raw).strip());
      case STATUS -> text(plain(raw).strip());
      case IDENTIFIER -> text(NormalText.identifier(plain(raw)));
      case COUNTRY -> text(NormalText.country(plain(raw)));
      case TEAM -> NormalList.team(raw);
      case SOLUTIONS -> NormalList.solutions(raw, limit);
    };
  }

  /** A number with no zeros at its end and no exponent, as equal numbers must be equal nodes. */
  static JsonNode decimal(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return DecimalNode.valueOf(
        stripped.setScale(Math.max(0, stripped.scale()), RoundingMode.UNNECESSARY));
  }

  private static String limited(MappedField field, String raw, int limit) {
    String bare = field.role() == Role.NAME ? CheckMark.strip(raw) : raw;
    return NormalText.cut(NormalText.of(bare), limit);
  }

  private static JsonNode decimal(JsonNode raw, Function<BigDecimal, BigDecimal> rounding) {
    try {
      BigDecimal number = raw.isNumber() ? raw.decimalValue() : new BigDecimal(plain(raw).strip());
      return isSane(number) ? decimal(rounding.apply(number)) : text(plain(raw).strip());
    } catch (NumberFormatException e) {
      return text(plain(raw).strip());
    }
  }

  /** Beyond these a plain notation would fill the memory, and no CRM holds such a number. */
  private static boolean isSane(BigDecimal number) {
    return number.scale() <= 100 && (long) number.precision() - number.scale() <= 30;
  }

  private static JsonNode time(JsonNode raw, Function<Instant, String> form) {
    String text = plain(raw).strip();
    return NormalDate.instant(text)
        .map(it -> NormalDate.isUnset(it) ? NullNode.instance : text(form.apply(it)))
        .orElseGet(() -> text(text));
  }

  private static JsonNode bool(JsonNode raw) {
    return switch (plain(raw).strip().toLowerCase(Locale.ROOT)) {
      case "true", "1" -> BooleanNode.TRUE;
      case "false", "0" -> BooleanNode.FALSE;
      default -> text(plain(raw).strip());
    };
  }

  private static JsonNode choice(ValueTable values, String word) {
    return values.meansEmpty(word) ? NullNode.instance : text(word);
  }

  private static JsonNode text(String text) {
    return text.isEmpty() ? NullNode.instance : TextNode.valueOf(text);
  }

  private static String plain(JsonNode raw) {
    return raw.isValueNode() ? raw.asText() : raw.toString();
  }
}
