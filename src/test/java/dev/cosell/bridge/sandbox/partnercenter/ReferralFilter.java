package dev.cosell.bridge.sandbox.partnercenter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.sandbox.http.Refused;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The forms of {@code $filter} that the documentation shows, joined by {@code and}; no other. */
final class ReferralFilter implements Predicate<JsonNode> {

  private static final String TEXT = "'((?:[^']|'')*)'";
  private static final Pattern COMPARISON =
      Pattern.compile("([A-Za-z/]+) +(eq|ge|gt|le|lt) +(?:" + TEXT + "|([0-9][0-9T:.Z+-]*))");
  private static final Pattern MEMBER =
      Pattern.compile("team/any\\( *(\\w+) *: *\\1/email +eq +" + TEXT + " *\\)");
  private static final Pattern AND = Pattern.compile(" +and +");
  private static final Set<String> TEXTS =
      Set.of(
          "engagementId",
          "externalReferenceId",
          "status",
          "substatus",
          "direction",
          "type",
          "qualification",
          "customerProfile/address/country");
  private static final Set<String> DATES = Set.of("createdDateTime", "updatedDateTime");

  private final List<Predicate<JsonNode>> conditions = new ArrayList<>();
  private boolean namesEngagement;

  /**
   * Reads a filter; none lets everything through.
   *
   * @throws Refused 400 for anything that the documentation does not show
   */
  static ReferralFilter parse(@Nullable String filter, Strictness strictness) {
    ReferralFilter parsed = new ReferralFilter();
    if (filter != null) {
      if (filter.contains("externalReferenceId") && !strictness.filterByExternalReference()) {
        throw refused("externalReferenceId cannot be filtered");
      }
      parsed.read(filter.trim());
    }
    return parsed;
  }

  /** Whether it asks for one engagement, and so for the referrals of all its parties. */
  boolean namesEngagement() {
    return namesEngagement;
  }

  @Override
  public boolean test(JsonNode referral) {
    return conditions.stream().allMatch(condition -> condition.test(referral));
  }

  private void read(String filter) {
    int at = 0;
    while (true) {
      at = condition(filter, at);
      if (at == filter.length()) {
        return;
      }
      at = end(AND, filter, at);
    }
  }

  private int condition(String filter, int at) {
    Matcher member = MEMBER.matcher(filter).region(at, filter.length());
    if (member.lookingAt()) {
      conditions.add(referral -> hasMember(referral, unquoted(member.group(2))));
      return member.end();
    }
    Matcher comparison = COMPARISON.matcher(filter).region(at, filter.length());
    if (!comparison.lookingAt()) {
      throw refused("cannot be read at '" + filter.substring(at) + "'");
    }
    conditions.add(compared(comparison));
    return comparison.end();
  }

  private Predicate<JsonNode> compared(Matcher comparison) {
    String field = comparison.group(1);
    String operator = comparison.group(2);
    @Nullable String text = comparison.group(3);
    if (DATES.contains(field)) {
      Instant limit = instant(text == null ? comparison.group(4) : text);
      return referral -> holds(instant(referral.path(field).asText()), operator, limit);
    }
    if (!TEXTS.contains(field) || !operator.equals("eq") || text == null) {
      throw refused("'" + comparison.group() + "' is not supported; values are quoted texts");
    }
    namesEngagement |= field.equals("engagementId");
    String wanted = unquoted(text);
    return referral -> referral.at("/" + field).asText().equals(wanted);
  }

  private static boolean holds(Instant value, String operator, Instant limit) {
    int order = value.compareTo(limit);
    return switch (operator) {
      case "ge" -> order >= 0;
      case "gt" -> order > 0;
      case "le" -> order <= 0;
      case "lt" -> order < 0;
      default -> order == 0;
    };
  }

  private static boolean hasMember(JsonNode referral, String email) {
    return referral
        .path("team")
        .valueStream()
        .anyMatch(member -> member.path("email").asText().equals(email));
  }

  private static int end(Pattern expected, String filter, int at) {
    Matcher matcher = expected.matcher(filter).region(at, filter.length());
    if (matcher.lookingAt()) {
      return matcher.end();
    }
    throw refused("cannot be read at '" + filter.substring(at) + "'");
  }

  private static Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException notADate) {
      throw refused("'" + text + "' is not a date and time with an offset");
    }
  }

  private static String unquoted(String text) {
    return text.replace("''", "'");
  }

  private static Refused refused(String reason) {
    return new Refused(400, "invalidRequest", "$filter: " + reason + ".");
  }
}
