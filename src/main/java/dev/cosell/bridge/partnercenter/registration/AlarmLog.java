package dev.cosell.bridge.partnercenter.registration;

import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Tells in the log when an alarm begins and when it ends, once on each node that sees it. */
@Component
class AlarmLog {

  private static final Logger LOG =
      LoggerFactory.getLogger("dev.cosell.bridge.webhook-registration");

  private final Map<String, String> told = new HashMap<>();

  /**
   * Something is wrong.
   *
   * @param kind while it stays the same, nothing more is told: the words may name other seconds
   */
  synchronized void begins(String what, String kind, String words) {
    if (!kind.equals(told.put(what, kind))) {
      LOG.warn("{}: {}", what, words);
    }
  }

  /** It is in order. */
  synchronized void ends(String what, String words) {
    if (told.remove(what) != null) {
      LOG.info("{}: {}", what, words);
    }
  }

  /** Something that is worth a line each time. */
  void tell(String words) {
    LOG.info("{}", words);
  }
}
