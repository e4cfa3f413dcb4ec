package dev.cosell.bridge.sandbox.salesforce.events;

import dev.cosell.bridge.sandbox.salesforce.setup.ChangeEventSettings;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A channel that can be subscribed to.
 *
 * @param name for example {@code /data/ChangeEvents} or {@code /data/LeadChangeEvent}
 * @param entity the sObject of its events, empty for all
 */
record Topic(String name, Optional<String> entity) {

  private static final String ALL = "/data/ChangeEvents";
  private static final Pattern OF_ENTITY = Pattern.compile("/data/(\\w+)ChangeEvent");

  /**
   * A topic by its name. One of an sObject that is not selected exists, too: it has no events.
   * (Whether the real service refuses it is not known.)
   */
  static Optional<Topic> named(String name) {
    if (name.equals(ALL)) {
      return Optional.of(new Topic(name, Optional.empty()));
    }
    Matcher entity = OF_ENTITY.matcher(name);
    return entity.matches() && ChangeEventSettings.SELECTABLE.contains(entity.group(1))
        ? Optional.of(new Topic(name, Optional.of(entity.group(1))))
        : Optional.empty();
  }

  boolean carries(ChangeEvent event) {
    return entity.isEmpty() || entity.get().equals(event.header().entityName());
  }
}
