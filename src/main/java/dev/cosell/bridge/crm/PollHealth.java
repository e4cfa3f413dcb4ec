package dev.cosell.bridge.crm;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells in the log when something begins to fail and when it works again, and nothing in between: a
 * poll comes back every few seconds.
 */
public final class PollHealth {

  private static final Logger LOG = LoggerFactory.getLogger("dev.cosell.bridge.poll");

  private final Map<String, String> failing = new HashMap<>();

  /** Something did not work. */
  public synchronized void failed(String what, @Nullable String reason) {
    if (begins(what, reason)) {
      LOG.warn("{} does not work, it is tried again: {}", what, reason);
    }
  }

  /** Something failed that should not be able to: a mistake of ours. */
  synchronized void failedUnexpectedly(String what, Throwable mistake) {
    if (begins(what, mistake.toString())) {
      LOG.error("{} does not work, it is tried again", what, mistake);
    }
  }

  private boolean begins(String what, @Nullable String reason) {
    boolean begins = failing.put(what, String.valueOf(reason)) == null;
    if (!begins) {
      LOG.debug("{} still does not work: {}", what, reason);
    }
    return begins;
  }

  /** Something worked. */
  public synchronized void worked(String what) {
    if (failing.remove(what) != null) {
      LOG.info("{} works again", what);
    }
  }
}
