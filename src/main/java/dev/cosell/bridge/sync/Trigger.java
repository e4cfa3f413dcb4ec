package dev.cosell.bridge.sync;

import dev.cosell.bridge.link.RecordVersions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What woke a synchronization.
 *
 * @param news each change, the oldest first
 * @param attempt how often the changes had failed before
 * @param thorough true to compare everything, whatever the remembered versions tell
 */
public record Trigger(List<News> news, int attempt, boolean thorough) {

  /** Copies the list. */
  public Trigger {
    news = List.copyOf(news);
  }

  /**
   * One change.
   *
   * @param side where it happened, null when an operator asks
   * @param words source and event, for people
   * @param version the version that it named, null when it named none
   */
  public record News(@Nullable Side side, String words, @Nullable String version) {}

  /** Where something happened. */
  public enum Side {
    /** In the referral. */
    REFERRAL,
    /** In another party's referral of the same engagement. */
    RELATED_REFERRAL,
    /** In the record. */
    RECORD
  }

  /** The last of the news. */
  public String latest() {
    return news.isEmpty() ? "" : news.get(news.size() - 1).words();
  }

  /** All news in words. */
  public List<String> words() {
    return news.stream().map(News::words).toList();
  }

  /** True when something may have happened there. */
  public boolean tellsOf(Side side) {
    return news.stream().anyMatch(it -> it.side() == side);
  }

  /** The version of the record that the latest news of it named, null when it named none. */
  public @Nullable String recordVersion() {
    return news.stream()
        .filter(it -> it.side() == Side.RECORD)
        .reduce((earlier, later) -> later)
        .map(News::version)
        .orElse(null);
  }

  /**
   * True when there are news and every one of them is a version that the link knows already: of the
   * referral the one that our last write made, of the record the last one seen.
   */
  boolean isEcho(@Nullable String ownWrite, @Nullable String recordSeen) {
    return !thorough
        && !news.isEmpty()
        && news.stream().allMatch(it -> isKnown(it, ownWrite, recordSeen));
  }

  private static boolean isKnown(
      News news, @Nullable String ownWrite, @Nullable String recordSeen) {
    String version = news.version();
    if (version == null || news.side() == null) {
      return false;
    }
    return switch (news.side()) {
      case REFERRAL -> version.equals(ownWrite);
      case RELATED_REFERRAL -> false;
      case RECORD -> RecordVersions.areOfOneContent(version, recordSeen);
    };
  }
}
