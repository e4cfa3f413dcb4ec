package dev.cosell.bridge.drift;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison of both sides found, as every node tells it.
 *
 * @param startedAt when it began
 * @param endedAt when it ended, null while it is under way
 * @param after key of the link up to which it has come
 * @param links how many links were compared by their versions
 * @param read how many of them were read in full
 * @param unreadable how many of those could not be read
 * @param differing the links that differ, by what explains it
 * @param touchedAt when it was at work last
 * @param failing why it does not come on, null when it does
 * @param restUntil it does not go on before, null when it has not to wait
 */
public record DriftReport(
    Instant startedAt,
    @Nullable Instant endedAt,
    long after,
    int links,
    int read,
    int unreadable,
    Map<Explanation, Differing> differing,
    Instant touchedAt,
    @Nullable String failing,
    @Nullable Instant restUntil) {

  static DriftReport begun(Instant now) {
    return new DriftReport(now, null, 0, 0, 0, 0, Map.of(), now, null, null);
  }

  /** The links of one kind. */
  public Differing of(Explanation kind) {
    return differing.getOrDefault(kind, Differing.NONE);
  }

  DriftReport compared(long key) {
    return new DriftReport(
        startedAt, endedAt, key, links + 1, read, unreadable, differing, touchedAt, null, null);
  }

  /** Links that are over are passed without being compared. */
  DriftReport upTo(long key) {
    return new DriftReport(
        startedAt, endedAt, key, links, read, unreadable, differing, touchedAt, null, null);
  }

  DriftReport readInFull() {
    return new DriftReport(
        startedAt, endedAt, after, links, read + 1, unreadable, differing, touchedAt, null, null);
  }

  DriftReport unread() {
    return new DriftReport(
        startedAt, endedAt, after, links, read, unreadable + 1, differing, touchedAt, null, null);
  }

  DriftReport with(Explanation kind, Collection<String> fields, @Nullable Instant since) {
    Map<Explanation, Differing> more = new EnumMap<>(Explanation.class);
    more.putAll(differing);
    more.put(kind, of(kind).with(fields, since));
    return new DriftReport(
        startedAt, endedAt, after, links, read, unreadable, more, touchedAt, null, null);
  }

  DriftReport ended(Instant now) {
    return new DriftReport(
        startedAt, now, after, links, read, unreadable, differing, now, null, null);
  }

  DriftReport touched(Instant now, @Nullable String why, @Nullable Instant rest) {
    return new DriftReport(
        startedAt, endedAt, after, links, read, unreadable, differing, now, why, rest);
  }
}
