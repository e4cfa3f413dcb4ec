package dev.cosell.bridge.sync;

import java.util.List;

/**
 * What woke a synchronization.
 *
 * @param news source and event of each change, the oldest first
 * @param hints versions that the changes named; shorter than the news when some named none
 * @param attempt how often the changes had failed before
 * @param thorough true to compare everything, whatever the remembered versions tell
 */
public record Trigger(List<String> news, List<String> hints, int attempt, boolean thorough) {

  /** The last of the news. */
  public String latest() {
    return news.isEmpty() ? "" : news.get(news.size() - 1);
  }

  /** True when there are changes and every one of them names exactly this version. */
  boolean namesOnly(String version) {
    return !news.isEmpty()
        && hints.size() == news.size()
        && hints.stream().allMatch(version::equals);
  }
}
