package dev.cosell.bridge.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.HexFormat;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The version of a row. Salesforce counts its own, SystemModstamp, by the second: two edits within
 * one second look alike, and a write does not tell which one it made. So a hash of the row stands
 * beside it, and the stamp alone vouches for a row only once its second is over.
 *
 * @param stamp SystemModstamp
 * @param hash of everything else that was read, but who wrote it
 */
record RecordVersion(Instant stamp, String hash) {

  /** The second itself, and another one for what was under way while the answer was made. */
  private static final Duration OVER = Duration.ofSeconds(2);

  private static final int HASH_BYTES = 8;
  private static final char BETWEEN = '#';

  /** Such as {@code 2030-01-05T10:00:00.000+0000}, and the ISO form. */
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX]")
          .toFormatter(java.util.Locale.ROOT);

  /** The version of a row, null when it has no stamp. */
  static @Nullable RecordVersion of(JsonNode row) {
    Instant stamp = instant(row.path(OrgFields.MODSTAMP).asText(""));
    return stamp == null ? null : new RecordVersion(stamp, hashed(row));
  }

  /**
   * The version after a write, which Salesforce does not tell: the stamp is not later than the
   * answer, and the content is the expected one if Salesforce took it as it was.
   *
   * @param answeredAt by Salesforce's clock, null when it did not tell
   */
  static String after(JsonNode expected, @Nullable Instant answeredAt) {
    return (answeredAt == null ? "" : answeredAt.toString()) + BETWEEN + hashed(expected);
  }

  /** Whether no later edit can have this stamp any more, for what an answer shows. */
  boolean isOver(@Nullable Instant answerNotMadeBefore) {
    return answerNotMadeBefore != null && !answerNotMadeBefore.isBefore(stamp.plus(OVER));
  }

  /** The stamp of a version as {@link #toString} writes it, null when it is none. */
  static @Nullable Instant stampOf(String version) {
    int end = version.indexOf(BETWEEN);
    return instant(end < 0 ? version : version.substring(0, end));
  }

  /** A point in time as Salesforce writes it, null when the text is none. */
  static @Nullable Instant instant(String text) {
    try {
      return TIME.parse(text, Instant::from);
    } catch (DateTimeException absent) {
      return null;
    }
  }

  private static String hashed(JsonNode row) {
    TreeMap<String, String> values = new TreeMap<>();
    row.properties().forEach(it -> values.put(it.getKey(), text(it.getValue())));
    values.remove(OrgFields.MODSTAMP);
    values.remove(OrgFields.MODIFIED_BY);
    values.remove("attributes");
    byte[] text = values.toString().getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(sha256(text), 0, HASH_BYTES);
  }

  /** Ten million that was written comes back as 1.0E7. */
  private static String text(JsonNode value) {
    return value.isNumber()
        ? value.decimalValue().stripTrailingZeros().toString()
        : value.toString();
  }

  private static byte[] sha256(byte[] text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public String toString() {
    return stamp.toString() + BETWEEN + hash;
  }
}
